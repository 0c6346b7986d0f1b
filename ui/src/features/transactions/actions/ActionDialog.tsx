import { Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { ReasonForm } from "../../../components/dialogs/ReasonDialog";
import { ActionProgress } from "./ActionProgress";
import { ActionResults } from "./ActionResults";
import { ActionSummary } from "./ActionSummary";
import { LogEntryFields } from "./LogEntryFields";
import { asSent, NO_LOG_FIELDS } from "./log-fields";
import type { ActionInput, Answer } from "./run";
import { type ActionTarget, split, type TransactionAction } from "./rules";
import { useActionRun } from "./useActionRun";
import { transactions, WORDING } from "./wording";

interface ActionDialogProps {
  action: TransactionAction;
  targets: ActionTarget[];
  opened: boolean;
  onClose: () => void;
  onAnswered: ((answers: Answer[]) => void) | undefined;
}

/** Says what an action will do and to how many, asks why, does it, and says what happened to each. */
export function ActionDialog({ action, targets, opened, onClose, onAnswered }: ActionDialogProps) {
  const { label, confirm, done, reasonLabel, danger } = WORDING[action];
  const { allowed } = split(action, targets);
  const [log, setLog] = useState(NO_LOG_FIELDS);
  const [input, setInput] = useState<ActionInput>();
  const [only] = targets.length === 1 ? targets : [];

  const { run, start, stop } = useActionRun(action, (answers) => {
    onAnswered?.(answers);
    // One transaction that went well needs no dialog to be closed.
    if (only && answers[0]?.result.kind === "done") {
      notifications.show({ message: `${only.name} ${done}` });
      onClose();
    }
  });

  const confirmed = (reason: string) => {
    const given = action === "log" ? { reason, log: asSent(log) } : { reason };
    setInput(given);
    if (given.log?.message !== "") void start(allowed, given);
  };

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${label}: ${only?.name ?? transactions(targets.length)}`}
      size={run.answers ? 620 : 520}
      closeOnClickOutside={!run.running}
      closeOnEscape={!run.running}
      withCloseButton={!run.running}
    >
      {run.answers && input ? (
        <ActionResults
          action={action}
          answers={run.answers}
          busy={run.running !== null}
          error={run.error}
          onAgain={(again) => void start(again, input)}
          onClose={onClose}
        />
      ) : (
        <ReasonForm
          onClose={onClose}
          label={reasonLabel}
          confirmLabel={
            allowed.length === 1 ? confirm : `${confirm} (${allowed.length.toLocaleString("en")})`
          }
          danger={danger}
          busy={run.running !== null}
          error={run.error}
          onConfirm={confirmed}
        >
          <ActionSummary action={action} targets={targets} />
          {action === "log" && (
            <LogEntryFields target={only} value={log} onChange={setLog} checked={input !== undefined} />
          )}
          {run.running && run.running.total > 1 && (
            <ActionProgress label={label} {...run.running} onStop={stop} />
          )}
        </ReasonForm>
      )}
    </Modal>
  );
}
