import { TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { useCommandMutation } from "../../../api/query";
import { ReasonDialog } from "../../../components/dialogs/ReasonDialog";
import type { ScheduleDialogProps } from "./ScheduleDialogs";
import classes from "./schedules.module.css";

/** Makes a schedule from another one; it runs only once it is activated. */
export function CloneDialog({ schedule, onClose, onSettled }: ScheduleDialogProps) {
  const [name, setName] = useState("");
  const [asked, setAsked] = useState(false);
  const clone = useCommandMutation("schedules.clone");

  const confirm = (reason: string) => {
    setAsked(true);
    if (name.trim() === "") return;
    clone.mutate(
      { id: schedule.id, name: name.trim(), reason },
      {
        onSettled,
        onSuccess: (made) => {
          notifications.show({ message: `${made.name} is made. It runs once you activate it.` });
          onClose();
        },
      },
    );
  };

  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={`Clone ${schedule.name}`}
      confirmLabel="Clone"
      busy={clone.isPending}
      error={clone.error}
      onConfirm={confirm}
    >
      <p className={classes.effect}>
        The clone runs at the same times with the same lookback, until you edit it. It is not active yet.
      </p>
      <TextInput
        data-autofocus
        label="Name"
        required
        placeholder="For example Nightly sync"
        value={name}
        error={asked && name.trim() === "" && "Name is needed"}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ReasonDialog>
  );
}
