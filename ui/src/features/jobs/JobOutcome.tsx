import type { Job } from "../../bindings/Job";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { RunResult } from "../processor/RunResult";
import { ExportResult } from "../data/ExportResult";
import { ImportResult } from "../data/ImportResult";

/** What came of a job that ended. */
export function JobOutcome({ job }: { job: Job }) {
  if (job.error) return <ErrorNotice error={job.error} />;
  if (!job.result) return null;
  if ("process" in job.result) return <RunResult summary={job.result.process} />;
  if ("import" in job.result) return <ImportResult report={job.result.import} />;
  return <ExportResult report={job.result.export} />;
}
