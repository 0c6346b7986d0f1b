import { Button, Group, Modal, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";

import { useCommandMutation } from "../../api/query";
import type { Cause } from "../../bindings/Cause";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import classes from "./causes.module.css";

interface DeleteCauseDialogProps {
  cause: Cause & { ownId: number };
  onClose: () => void;
}

/** Takes an own entry out of the catalogue. */
export function DeleteCauseDialog({ cause, onClose }: DeleteCauseDialogProps) {
  const { ownId: id, version: expectedVersion, title } = cause;
  const remove = useCommandMutation("causes.delete");
  const confirm = () =>
    remove.mutate(
      { own: { id, expectedVersion } },
      {
        onSuccess: () => {
          notifications.show({ message: `“${title}” is deleted` });
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={`Delete “${title}”`} size={440}>
      <Stack gap="md">
        <p className={classes.effect}>
          It cannot be brought back. Its errors are explained by what else the catalogue says about{" "}
          {cause.matches.errorCode}.
        </p>
        {remove.error && <ErrorNotice error={remove.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" loading={remove.isPending} onClick={confirm}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
