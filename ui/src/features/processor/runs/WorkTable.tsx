import type { ReactNode } from "react";

import type { BatchJob } from "../../../bindings/BatchJob";
import type { BatchJobPart } from "../../../bindings/BatchJobPart";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { useNow } from "../../../components/time/useNow";
import { CountCells, CountHeads } from "./Counts";
import { took } from "./run-words";
import classes from "./runs.module.css";
import { RunStatusLabel } from "./RunStatusLabel";

interface WorkTableProps<T> {
  /** Names the table for screen readers. */
  label: string;
  /** Heads the first column. */
  head: string;
  rows: T[];
  keyOf: (row: T) => number;
  /** What the first column says of a row, above its error. */
  title: (row: T) => ReactNode;
  /** Below the table. */
  children?: ReactNode;
}

/** Runs or parts of one as rows: status, times, what came of it. */
export function WorkTable<T extends BatchJob | BatchJobPart>(props: WorkTableProps<T>) {
  const now = useNow();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={props.label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{props.head}</th>
            <th scope="col">Status</th>
            <th scope="col">Started</th>
            <th scope="col">Took</th>
            <CountHeads />
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.keyOf(row)}>
              <th scope="row">
                {props.title(row)}
                {row.error !== null && (
                  <span className={classes.error}>
                    <DataText text={row.error} />
                  </span>
                )}
              </th>
              <td>
                <RunStatusLabel status={row.status} />
              </td>
              <td className={classes.moment}>
                <RelativeTime at={row.startedAt} />
              </td>
              <td className={classes.moment}>{took(row.startedAt, row.endedAt, now)}</td>
              <CountCells of={row} />
            </tr>
          ))}
        </tbody>
      </table>
      {props.children}
    </div>
  );
}
