import { notifications } from "@mantine/notifications";

import { useCommandMutation } from "../../../api/query";
import { ReasonDialog } from "../../../components/dialogs/ReasonDialog";
import type { ScheduleDialogProps } from "./ScheduleDialogs";
import classes from "./schedules.module.css";
import { useExpectedVersion } from "./useExpectedVersion";

/** Takes a schedule away. */
export function DeleteDialog({ schedule, onClose, onSettled }: ScheduleDialogProps) {
  const { id, name } = schedule;
  const remove = useCommandMutation("schedules.delete");
  const expectedVersion = useExpectedVersion(schedule, remove.error);

  const confirm = (reason: string) =>
    remove.mutate(
      { id, expectedVersion, reason },
      {
        onSettled,
        onSuccess: () => {
          notifications.show({ message: `${name} is deleted` });
          onClose();
        },
      },
    );

  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={`Delete ${name}`}
      confirmLabel="Delete"
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
    >
      <p className={classes.effect}>
        It starts no more runs, and cannot be brought back. The runs that it started stay in the list.
      </p>
    </ReasonDialog>
  );
}
