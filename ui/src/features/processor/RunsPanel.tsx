import { useJobs } from "../jobs/useJobs";
import { JobProgress } from "../../components/job/JobProgress";
import { Panel } from "../../components/layout/Panel";
import { RelativeTime } from "../../components/time/RelativeTime";
import { JobOutcome } from "../jobs/JobOutcome";
import classes from "./ProcessorScreen.module.css";

/** The runs that ended since the program started, newest first. */
export function RunsPanel() {
  const jobs = useJobs();
  const runs = jobs.filter(({ kind, state }) => kind === "process" && state !== "running");
  return (
    <Panel title="Last runs">
      {runs.length === 0 && <p className={classes.idle}>No run has ended since the console was started.</p>}
      <ul className={classes.runs}>
        {runs.map((job) => (
          <li key={job.id} className={classes.run}>
            <JobProgress job={job} />
            <JobOutcome job={job} />
            <p className={classes.when}>
              Ended <RelativeTime at={job.finishedAt ?? job.startedAt} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
