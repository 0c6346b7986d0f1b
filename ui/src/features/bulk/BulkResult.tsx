import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { useDialogs } from "../../app/dialogs/dialogs";
import type { BulkDetail } from "../../bindings/BulkDetail";
import { RelativeTime } from "../../components/time/RelativeTime";
import { transactions } from "../transactions/actions/wording";
import classes from "./bulk.module.css";
import { Refusals } from "./Refusals";
import { undoOf } from "./request";
import { undoStanding } from "./words";

/** What a bulk job did so far, what it left and why, and what can be done next. */
export function BulkResult({
  detail: { job, refusals },
  link = true,
}: {
  detail: BulkDetail;
  link?: boolean;
}) {
  const openDialog = useDialogs();
  const isRunning = job.state === "running";
  const undo = undoStanding(job);
  return (
    <section className={classes.result} aria-label={`Result of bulk job ${job.id}`}>
      <p className={classes.note}>
        {transactions(job.done)} changed
        {job.followed > 0 && `, ${job.followed.toLocaleString("en")} dependents followed`}
        {job.refused > 0 && `, ${job.refused.toLocaleString("en")} left as they are`}.
        {job.undoneBy !== null && ` Undone by bulk job ${job.undoneBy}.`}
      </p>
      {undo === "past" && job.journalPrunedAt !== null && (
        <p className={classes.note}>
          It can no longer be undone: what was before is kept for the days that{" "}
          <Link to="/settings/watch">the watch</Link> is set to, and was removed{" "}
          <RelativeTime at={job.journalPrunedAt} />. The history of each transaction says what it was.
        </p>
      )}
      {job.note !== null && <p className={classes.note}>{job.note}</p>}
      <Refusals refusals={refusals} label="Left as they are" />
      <div className={classes.actions}>
        {undo === "possible" && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => openDialog({ kind: "bulk", request: undoOf(job.id) })}
          >
            Undo…
          </Button>
        )}
        {job.held > 0 && !isRunning && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              openDialog({
                kind: "bulk",
                request: { kind: "retry", scope: { kind: "held", job: job.id } },
              })
            }
          >
            Retry what was held ({job.held.toLocaleString("en")})…
          </Button>
        )}
        {link && (
          <Link to="/bulk/$bulkId" params={{ bulkId: String(job.id) }}>
            Bulk job {job.id}
          </Link>
        )}
      </div>
    </section>
  );
}
