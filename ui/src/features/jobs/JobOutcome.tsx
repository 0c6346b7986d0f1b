import type { Job } from "../../bindings/Job";
import type { JobKind } from "../../bindings/JobKind";
import type { JobResult } from "../../bindings/JobResult";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { BulkResult } from "../bulk/BulkResult";
import { ExportResult } from "../data/ExportResult";
import { ImportResult } from "../data/ImportResult";
import { RunResult } from "../processor/RunResult";
import { SimulationJobResult } from "../simulation/SimulationJobResult";
import classes from "./JobOutcome.module.css";

/** What a job that was canceled leaves behind. */
const AFTER_CANCEL: Record<JobKind, string> = {
  sample: "The unfinished files were removed.",
  process: "What was settled until then stays; the rest is back in the queue.",
  import:
    "What was read until then is kept, unless it was all or none. The same import again goes on from there.",
  export: "No file was written.",
  bulk: "What was changed until then stays, and can be undone.",
  simulate: "What was simulated until then is shown; nothing was changed.",
  upgrade: "Open the store again to go on.",
};

/** What came of a job that ended. */
export function JobOutcome({ job }: { job: Job }) {
  return (
    <>
      {job.state === "canceled" && <p className={classes.note}>{AFTER_CANCEL[job.kind]}</p>}
      {job.error && <ErrorNotice error={job.error} />}
      {job.result && <Result jobId={job.id} result={job.result} />}
    </>
  );
}

function Result({ jobId, result }: { jobId: number; result: JobResult }) {
  if ("process" in result) return <RunResult summary={result.process} />;
  if ("import" in result) return <ImportResult report={result.import} />;
  if ("bulk" in result) return <BulkResult detail={result.bulk} />;
  if ("simulation" in result) return <SimulationJobResult jobId={jobId} report={result.simulation} />;
  return <ExportResult report={result.export} />;
}
