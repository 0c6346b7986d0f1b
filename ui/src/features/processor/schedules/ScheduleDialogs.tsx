import { useQueryClient } from "@tanstack/react-query";

import type { Schedule } from "../../../bindings/Schedule";
import { ActiveDialog } from "./ActiveDialog";
import { CloneDialog } from "./CloneDialog";
import { DeleteDialog } from "./DeleteDialog";
import { EditDialog } from "./EditDialog";

/** What somebody wants to do with a schedule. */
export interface ScheduleAction {
  kind: "clone" | "edit" | "active" | "delete";
  scheduleId: number;
}

/** What every dialog about a schedule gets. */
export interface ScheduleDialogProps {
  schedule: Schedule;
  onClose: () => void;
  /** Brings the list up to date: after a change, and after a conflict, so that the next try sees what is there. */
  onSettled: () => void;
}

interface ScheduleDialogsProps {
  action: ScheduleAction | undefined;
  schedule: Schedule | undefined;
  onClose: () => void;
}

const DIALOGS = { clone: CloneDialog, edit: EditDialog, active: ActiveDialog, delete: DeleteDialog };

/** The dialog of the chosen action; each asks for a reason. */
export function ScheduleDialogs({ action, schedule, onClose }: ScheduleDialogsProps) {
  const client = useQueryClient();
  if (!action || !schedule) return null;
  const Dialog = DIALOGS[action.kind];
  return (
    <Dialog
      key={`${action.kind} ${schedule.id}`}
      schedule={schedule}
      onClose={onClose}
      onSettled={() => void client.invalidateQueries({ queryKey: ["schedules.list"] })}
    />
  );
}
