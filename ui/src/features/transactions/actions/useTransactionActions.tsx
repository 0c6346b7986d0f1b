import { type ReactNode, useCallback, useState } from "react";

import { ActionDialog } from "./ActionDialog";
import type { Answer } from "./run";
import { type ActionTarget, type TransactionAction, whyNotAny } from "./rules";

interface Asked {
  /** Each dialog begins empty, also for the same action on the same transactions. */
  time: number;
  action: TransactionAction;
  targets: ActionTarget[];
}

/** The actions on transactions, for a menu, a bar of buttons or keys. */
export interface TransactionActions {
  /** Opens the dialog of an action; answers false when none of the targets allows it. */
  start: (action: TransactionAction, targets: ActionTarget[]) => boolean;
  /** The dialog; stands anywhere in the screen that acts. */
  dialog: ReactNode;
}

/** Offers the actions on transactions. `onAnswered` hears what happened to each. */
export function useTransactionActions(onAnswered?: (answers: Answer[]) => void): TransactionActions {
  const [asked, setAsked] = useState<Asked>();
  const [opened, setOpened] = useState(false);

  const start = useCallback((action: TransactionAction, targets: ActionTarget[]) => {
    if (whyNotAny(action, targets) !== null) return false;
    setAsked((before) => ({ time: (before?.time ?? 0) + 1, action, targets }));
    setOpened(true);
    return true;
  }, []);

  const dialog = asked && (
    <ActionDialog
      key={asked.time}
      action={asked.action}
      targets={asked.targets}
      opened={opened}
      onClose={() => setOpened(false)}
      onAnswered={onAnswered}
    />
  );
  return { start, dialog };
}
