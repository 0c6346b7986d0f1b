import type { Operation } from "../../../bindings/Operation";
import type { Tone } from "../../../theme/status";
import classes from "./payload.module.css";

const TONES: Record<Operation, Tone> = { insert: "teal", update: "blue", delete: "grey" };

/** What an item does to its record. */
export function OperationLabel({ operation }: { operation: Operation }) {
  return (
    <span className={classes.operation} data-tone={TONES[operation]}>
      {operation}
    </span>
  );
}
