import { Link } from "@tanstack/react-router";

import type { BatchJob } from "../../../bindings/BatchJob";
import { DataText } from "../../../components/text/DataText";
import { TRIGGERS } from "./run-words";
import classes from "./runs.module.css";
import { WorkTable } from "./WorkTable";

/** Runs as rows, newest first; each leads to its parts. */
export function RunsTable({ runs }: { runs: BatchJob[] }) {
  return (
    <WorkTable
      label="Runs"
      head="Run"
      rows={runs}
      keyOf={(run) => run.id}
      title={(run) => (
        <>
          <Link to="/processor/runs/$runId" params={{ runId: String(run.id) }} className={classes.run}>
            <DataText text={run.name} />
          </Link>
          <span className={classes.fact}>
            {TRIGGERS[run.trigger]} · run {run.id.toLocaleString("en")}
          </span>
        </>
      )}
    />
  );
}
