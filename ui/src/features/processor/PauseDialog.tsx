import { useQueryClient } from "@tanstack/react-query";

import { commandQuery, useCommand, useCommandMutation } from "../../api/query";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import classes from "./ProcessorScreen.module.css";

/** Pauses the Sync Processor, or lets it work again, with a reason. */
export function PauseDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const state = useCommand("processor.state", {}, opened);
  const set = useCommandMutation("processor.setPaused");
  const paused = Boolean(state.data?.paused);

  const close = () => {
    onClose();
    set.reset();
  };
  const confirm = (reason: string) =>
    set.mutate(
      { paused: !paused, reason },
      {
        onSuccess: (after) => {
          close();
          client.setQueryData(commandQuery("processor.state", {}).queryKey, after);
        },
      },
    );

  return (
    <ReasonDialog
      opened={opened && state.data !== undefined}
      onClose={close}
      title={paused ? "Resume the Sync Processor" : "Pause the Sync Processor"}
      confirmLabel={paused ? "Resume" : "Pause"}
      busy={set.isPending}
      error={set.error}
      onConfirm={confirm}
    >
      <p className={classes.what}>
        {paused
          ? "Schedules start runs again, and what is due is taken from the queue."
          : "Until somebody resumes it, nothing is taken from the queue: not by schedules, not in the background, not by a run, and by no other program on this store. What is being applied right now is finished. Devices can still upload."}
      </p>
    </ReasonDialog>
  );
}
