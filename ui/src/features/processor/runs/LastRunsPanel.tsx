import { Link } from "@tanstack/react-router";

import { useCommand } from "../../../api/query";
import type { BatchJob } from "../../../bindings/BatchJob";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../../components/feedback/Skeletons";
import { Panel } from "../../../components/layout/Panel";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { useNow } from "../../../components/time/useNow";
import { Outcomes } from "./Outcomes";
import { TRIGGERS, took } from "./run-words";
import classes from "./runs.module.css";
import { RunStatusLabel } from "./RunStatusLabel";

/** Runs shown at the most; the others have a screen of their own. */
const SHOWN = 4;

/** The newest runs on this store, and the way to all of them. */
export function LastRunsPanel() {
  const page = useCommand("runs.list", { before: null, limit: SHOWN });
  return (
    <Panel
      title="Last runs"
      actions={
        <Link to="/processor/runs" className={classes.run}>
          All runs
        </Link>
      }
    >
      {page.isPending && <SkeletonRows count={SHOWN} />}
      {page.isError && <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />}
      {page.data?.runs.length === 0 && <p className="dim">No run on this store yet.</p>}
      {page.data && (
        <ul className={classes.last}>
          {page.data.runs.map((run) => (
            <LastRun key={run.id} run={run} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function LastRun({ run }: { run: BatchJob }) {
  const now = useNow();
  return (
    <li>
      <div className={classes.lastHead}>
        <Link to="/processor/runs/$runId" params={{ runId: String(run.id) }} className={classes.run}>
          <DataText text={run.name} />
        </Link>
        <RunStatusLabel status={run.status} />
      </div>
      <div className={classes.lastCounts}>
        <Outcomes run={run} />
      </div>
      <span className={classes.fact}>
        {TRIGGERS[run.trigger]} <RelativeTime at={run.startedAt} /> · {run.claimed.toLocaleString("en")} taken
        in {took(run.startedAt, run.endedAt, now)}
      </span>
      {run.error !== null && (
        <span className={classes.error}>
          <DataText text={run.error} />
        </span>
      )}
    </li>
  );
}
