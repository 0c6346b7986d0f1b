import { Button, Group, Modal, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";

import { useCommandMutation } from "../../api/query";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { StorePathField } from "./StorePathField";

/** Makes an empty workspace. */
export function CreateDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create an empty workspace" size={560}>
      <CreateForm onClose={onClose} />
    </Modal>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const [storePath, setStorePath] = useState("");
  const create = useCommandMutation("workspace.create");

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // The console tells that another workspace is open, and the window follows.
    create.mutate({ storePath });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <StorePathField value={storePath} onChange={setStorePath} suggestedName="workspace" />
        {create.error && <ErrorNotice error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={storePath.trim() === ""}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
