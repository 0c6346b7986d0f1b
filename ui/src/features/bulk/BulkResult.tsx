import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { useDialogs } from "../../app/dialogs/dialogs";
import type { BulkDetail } from "../../bindings/BulkDetail";
import { transactions } from "../transactions/actions/wording";
import classes from "./bulk.module.css";
import { Refusals } from "./Refusals";
import { undoOf } from "./request";
import { canBeUndone } from "./words";

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
  const mayUndo = canBeUndone(job.action) && !isRunning && job.done > 0 && job.undoneBy === null;
  return (
    <section className={classes.result} aria-label={`Result of bulk job ${job.id}`}>
      <p className={classes.note}>
        {transactions(job.done)} changed
        {job.followed > 0 && `, ${job.followed.toLocaleString("en")} dependents followed`}
        {job.refused > 0 && `, ${job.refused.toLocaleString("en")} left as they are`}.
        {job.undoneBy !== null && ` Undone by bulk job ${job.undoneBy}.`}
      </p>
      {job.note !== null && <p className={classes.note}>{job.note}</p>}
      <Refusals refusals={refusals} label="Left as they are" />
      <div className={classes.actions}>
        {mayUndo && (
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
