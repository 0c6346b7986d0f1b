import { JobProgress } from "../../components/job/JobProgress";
import { useNewestJob } from "../jobs/useJobs";
import classes from "./WelcomeScreen.module.css";

/** How far an older store is on its way to this program's format; it opens by itself when it is there. */
export function UpgradeProgress() {
  const job = useNewestJob("upgrade");
  if (job?.state !== "running") return null;
  return (
    <div className={classes.progress}>
      <JobProgress job={job} />
      <p className={classes.note}>
        A backup is written beside the store before it is changed. The workspace opens when it is ready.
      </p>
    </div>
  );
}
