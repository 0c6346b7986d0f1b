import { useCommand } from "../../api/query";
import type { Job } from "../../bindings/Job";
import type { JobKind } from "../../bindings/JobKind";

/** The jobs of this run of the program, newest first; events keep them up to date. */
export function useJobs(): Job[] {
  return useCommand("jobs.list", {}).data ?? [];
}

/** A job that was started here, as it is now; before the list knows it, as it was when it began. */
export function useJob(started: Job | undefined): Job | undefined {
  return useJobs().find(({ id }) => id === started?.id) ?? started;
}

/** The newest job of a kind. */
export function useNewestJob(kind: JobKind): Job | undefined {
  return useJobs().find((job) => job.kind === kind);
}
