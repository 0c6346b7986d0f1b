import { Link } from "@tanstack/react-router";

import type { BatchJob } from "../../../bindings/BatchJob";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { useNow } from "../../../components/time/useNow";
import { CountCells, CountHeads } from "./Counts";
import { TRIGGERS, took } from "./run-words";
import classes from "./runs.module.css";
import { RunStatusLabel } from "./RunStatusLabel";

/** Runs as rows, newest first; each leads to its parts. */
export function RunsTable({ runs }: { runs: BatchJob[] }) {
  const now = useNow();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Runs">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Status</th>
            <th scope="col">Started</th>
            <th scope="col">Took</th>
            <CountHeads />
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <Link to="/processor/runs/$runId" params={{ runId: String(run.id) }} className={classes.run}>
                  <DataText text={run.name} />
                </Link>
                <span className={classes.fact}>
                  {TRIGGERS[run.trigger]} · run {run.id.toLocaleString("en")}
                </span>
                {run.error !== null && (
                  <span className={classes.error}>
                    <DataText text={run.error} />
                  </span>
                )}
              </th>
              <td>
                <RunStatusLabel status={run.status} />
              </td>
              <td className={classes.moment}>
                <RelativeTime at={run.startedAt} />
              </td>
              <td className={classes.moment}>{took(run.startedAt, run.endedAt, now)}</td>
              <CountCells of={run} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
