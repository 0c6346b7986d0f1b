import type { BatchJob } from "../../../bindings/BatchJob";
import { STATUS_LOOKS } from "../../../theme/status";
import classes from "./runs.module.css";

/** How attempts ended, in the order of the columns. */
const OUTCOMES = [
  ["Success", "success"],
  ["Failed", "failed"],
  ["Retry", "retry"],
  ["Canceled", "canceled"],
  ["Manual", "manual"],
] as const;

type Counted = Pick<BatchJob, "claimed" | (typeof OUTCOMES)[number][1]>;

/** The heads of the columns with counts. */
export function CountHeads() {
  return (
    <>
      <th
        scope="col"
        className={classes.number}
        data-hint="Taken from the queue; one tried twice counts twice."
      >
        Taken
      </th>
      {OUTCOMES.map(([status]) => (
        <th key={status} scope="col" className={classes.number} data-hint={STATUS_LOOKS[status].meaning}>
          {status}
        </th>
      ))}
    </>
  );
}

/** The counts of a run or of a part of it. */
export function CountCells({ of }: { of: Counted }) {
  return (
    <>
      <td className={classes.number}>{of.claimed.toLocaleString("en")}</td>
      {OUTCOMES.map(([status, name]) => (
        <td
          key={status}
          className={classes.number}
          data-tone={STATUS_LOOKS[status].tone}
          data-none={of[name] === 0 || undefined}
        >
          {of[name].toLocaleString("en")}
        </td>
      ))}
    </>
  );
}
