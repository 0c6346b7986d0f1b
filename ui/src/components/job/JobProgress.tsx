import { Button, Progress, VisuallyHidden } from "@mantine/core";

import type { Job } from "../../bindings/Job";
import { useCommandMutation } from "../../api/query";
import { duration } from "../time/format";
import { DataText } from "../text/DataText";
import { JobStateLabel } from "./JobStateLabel";
import classes from "./JobProgress.module.css";

/** How far a job is: done of total, rate, failures; and a way to stop it. */
export function JobProgress({ job }: { job: Job }) {
  const cancel = useCommandMutation("jobs.cancel");
  const running = job.state === "running";
  const percent = job.total === null || job.total === 0 ? undefined : (job.done / job.total) * 100;

  return (
    <div className={classes.job}>
      <div className={classes.head}>
        <span className={`${classes.title} clip`}>
          <DataText text={job.title} />
        </span>
        <JobStateLabel state={job.state} />
        {running && (
          <Button
            size="compact-xs"
            variant="default"
            loading={cancel.isPending}
            aria-label={`Cancel ${job.title}`}
            onClick={() => cancel.mutate({ id: job.id })}
          >
            Cancel
          </Button>
        )}
      </div>
      {running && (
        <Progress
          size="sm"
          value={percent ?? 100}
          animated={percent === undefined}
          striped={percent === undefined}
          aria-label={`Progress of ${job.title}`}
        />
      )}
      <p className={classes.numbers}>{numbers(job)}</p>
      {job.waitsFor !== undefined && (
        <p className={classes.numbers}>
          Waiting for <DataText text={job.waitsFor} />
        </p>
      )}
      <VisuallyHidden role="status">{announcement(job, percent)}</VisuallyHidden>
    </div>
  );
}

/** Said by a screen reader: each quarter and the end, because every step would drown everything else. */
function announcement({ title, state, waitsFor }: Job, percent: number | undefined): string {
  if (state !== "running") return `${title} has ended`;
  if (waitsFor !== undefined) return `${title} waits for ${waitsFor}`;
  return percent === undefined ? `${title} runs` : `${title}: ${Math.floor(percent / 25) * 25} percent`;
}

function numbers(job: Job): string {
  const count = job.done.toLocaleString("en");
  if (job.kind === "upgrade" && job.state === "running") {
    return job.total === null
      ? "The store is being changed"
      : `${count} of ${job.total.toLocaleString("en")} MB of the backup written`;
  }
  const of = job.total === null ? count : `${count} of ${job.total.toLocaleString("en")}`;
  const took = elapsed(job);
  const parts = [
    `${of} done`,
    took >= 1000 && `${Math.round(job.done / (took / 1000)).toLocaleString("en")} per second`,
    job.failures > 0 && `${job.failures.toLocaleString("en")} ${job.kind === "bulk" ? "left" : "failed"}`,
    job.state !== "running" && duration(took),
  ];
  return parts.filter(Boolean).join(" · ");
}

/** How long the job runs or ran, in milliseconds. */
function elapsed(job: Job): number {
  const end = job.finishedAt === null ? Date.now() : Date.parse(job.finishedAt);
  return Math.max(0, end - Date.parse(job.startedAt));
}
