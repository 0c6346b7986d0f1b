import { type RefObject, useEffect } from "react";

import { belongsToInput } from "../../../app/shell/useShellKeys";
import { whyNotSimulateAny } from "../../simulation/rules";
import { type ActionTarget, type TransactionAction, whyNotEdit } from "../actions/rules";

/** The key of each action. Shift for what takes something away. */
const KEYS: Record<string, TransactionAction> = { r: "retry", c: "comment", I: "ignore" };
/** Keys that move in the list, wherever on the screen the keyboard is. */
const MOVES = ["j", "k"];

interface ListKeys {
  /** What the actions are done to: the selection, else the row that is open or has the keyboard. */
  targets: ActionTarget[];
  onStart: (action: TransactionAction, targets: ActionTarget[]) => void;
  onSimulate: () => void;
  onEdit: (id: string) => void;
  /** Where the grid stands. */
  gridArea: RefObject<HTMLElement | null>;
}

/** The keys of the list that work on the whole screen. */
export function useListKeys({ targets, onStart, onSimulate, onEdit, gridArea }: ListKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || belongsToInput(event)) return;
      const action = KEYS[event.key];
      const [only] = targets.length === 1 ? targets : [];
      if (MOVES.includes(event.key)) {
        passOn(event, gridArea.current);
      } else if (action && targets.length > 0) {
        event.preventDefault();
        onStart(action, targets);
      } else if (event.key === "m" && whyNotSimulateAny(targets) === null) {
        event.preventDefault();
        onSimulate();
      } else if (event.key === "e" && only && whyNotEdit(only.status) === null) {
        event.preventDefault();
        onEdit(only.id);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [targets, onStart, onSimulate, onEdit, gridArea]);
}

/** Gives a key to the grid that was pressed elsewhere. */
function passOn(event: KeyboardEvent, area: HTMLElement | null) {
  if (event.target instanceof Node && area?.contains(event.target)) return;
  const grid = area?.querySelector<HTMLElement>('[role="grid"]');
  grid?.focus();
  grid?.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true }));
}
