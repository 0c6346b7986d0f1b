import { notifications } from "@mantine/notifications";

import { useCommandMutation } from "../../../api/query";
import { ReasonDialog } from "../../../components/dialogs/ReasonDialog";
import { CronPreview } from "./CronPreview";
import type { ScheduleDialogProps } from "./ScheduleDialogs";
import classes from "./schedules.module.css";
import { useCronPreview } from "./useCronPreview";
import { useExpectedVersion } from "./useExpectedVersion";

/** Lets a schedule start runs, or stops it from doing so. */
export function ActiveDialog({ schedule, onClose, onSettled }: ScheduleDialogProps) {
  const { id, name, isActive, cron } = schedule;
  const set = useCommandMutation("schedules.setActive");
  const expectedVersion = useExpectedVersion(schedule, set.error);
  const preview = useCronPreview(cron);
  const verb = isActive ? "Deactivate" : "Activate";

  const confirm = (reason: string) =>
    set.mutate(
      { id, expectedVersion, isActive: !isActive, reason },
      {
        onSettled,
        onSuccess: () => {
          notifications.show({ message: `${name} is ${isActive ? "not active any more" : "active"}` });
          onClose();
        },
      },
    );

  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={`${verb} ${name}`}
      confirmLabel={verb}
      busy={set.isPending}
      error={set.error}
      onConfirm={confirm}
    >
      {isActive ? (
        <p className={classes.effect}>It starts no more runs. A run that is at work goes on.</p>
      ) : (
        <>
          <p className={classes.effect}>It starts a run at these times, while a program is there to do it.</p>
          <CronPreview preview={preview} />
        </>
      )}
    </ReasonDialog>
  );
}
