import type { BatchJob } from "../../../bindings/BatchJob";
import type { Status } from "../../../bindings/Status";
import { StatusLabel } from "../../../components/status/StatusLabel";
import classes from "./runs.module.css";

/** How the attempts of a run ended. */
export function Outcomes({ run }: { run: BatchJob }) {
  const outcomes: [Status, number][] = [
    ["Success", run.success],
    ["Failed", run.failed],
    ["Retry", run.retry],
    ["Canceled", run.canceled],
    ["Manual", run.manual],
  ];
  const some = outcomes.filter(([, count]) => count > 0);
  if (some.length === 0)
    return <span className="dim">{run.endedAt === null ? "none yet" : "nothing was due"}</span>;
  return (
    <span className={classes.outcomes}>
      {some.map(([status, count]) => (
        <span key={status}>
          <StatusLabel status={status} /> {count.toLocaleString("en")}
        </span>
      ))}
    </span>
  );
}
