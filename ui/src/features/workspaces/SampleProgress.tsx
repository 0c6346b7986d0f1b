import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { JobProgress } from "../../components/job/JobProgress";
import { useNewestJob } from "../jobs/useJobs";
import classes from "./WelcomeScreen.module.css";

/** How far the sample is that is being made; it opens by itself when it is ready. */
export function SampleProgress() {
  const job = useNewestJob("sample");
  if (!job || job.state === "completed" || job.state === "completedWithFailures") return null;
  return (
    <div className={classes.progress}>
      <JobProgress job={job} />
      {job.state === "running" && <p className={classes.note}>The sample opens when it is ready.</p>}
      {job.state === "canceled" && <p className={classes.note}>The unfinished files were removed.</p>}
      {job.error && <ErrorNotice error={job.error} />}
    </div>
  );
}
