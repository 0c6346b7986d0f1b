import { useEffect } from "react";

import { belongsToInput } from "../../../app/shell/useShellKeys";
import { type ActionTarget, type TransactionAction, whyNotEdit } from "../actions/rules";

/** The key of each action. Shift for what takes something away. */
const KEYS: Record<string, TransactionAction> = { r: "retry", c: "comment", I: "ignore" };

/** The actions by keys: on the selection, else on the row that is open or has the keyboard. */
export function useListKeys(
  targets: ActionTarget[],
  onStart: (action: TransactionAction, targets: ActionTarget[]) => void,
  onEdit: (id: string) => void,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || belongsToInput(event)) return;
      const action = KEYS[event.key];
      const [only] = targets.length === 1 ? targets : [];
      if (action && targets.length > 0) {
        event.preventDefault();
        onStart(action, targets);
      } else if (event.key === "e" && only && whyNotEdit(only.status) === null) {
        event.preventDefault();
        onEdit(only.id);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [targets, onStart, onEdit]);
}
