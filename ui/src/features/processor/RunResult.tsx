import type { RunSummary } from "../../bindings/RunSummary";
import type { Status } from "../../bindings/Status";
import { StatusLabel } from "../../components/status/StatusLabel";
import { duration } from "../../components/time/format";
import classes from "./RunResult.module.css";

/** How the attempts of a run ended. */
export function RunResult({ summary }: { summary: RunSummary }) {
  const outcomes: [Status, number][] = [
    ["Success", summary.success],
    ["Failed", summary.failed],
    ["Retry", summary.retry],
    ["Canceled", summary.canceled],
    ["Manual", summary.manual],
  ];
  return (
    <div className={classes.result}>
      <div className={classes.outcomes}>
        {outcomes.map(
          ([status, count]) =>
            count > 0 && (
              <span key={status} className={classes.outcome}>
                <StatusLabel status={status} /> {count.toLocaleString("en")}
              </span>
            ),
        )}
        {summary.claimed === 0 && <span className="dim">Nothing was due.</span>}
      </div>
      <p className="dim">{details(summary)}</p>
    </div>
  );
}

function details(summary: RunSummary): string {
  const parts = [`${summary.claimed.toLocaleString("en")} taken in ${duration(summary.durationMs)}`];
  if (summary.recovered > 0) parts.push(`${summary.recovered} taken over from a processor that died`);
  if (summary.givenBack > 0) parts.push(`${summary.givenBack} given back untried`);
  if (summary.leaseLost > 0) parts.push(`${summary.leaseLost} taken over by another processor`);
  if (summary.canceledByCaller) parts.push("stopped by you");
  return parts.join(" · ");
}
