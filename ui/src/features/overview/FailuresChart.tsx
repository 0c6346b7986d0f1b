import type { DayCounts } from "../../bindings/DayCounts";
import { attempts, ceiling, dayName, failureRate } from "./days";
import classes from "./FailuresChart.module.css";

interface FailuresChartProps {
  /** Oldest first. */
  days: DayCounts[];
  /** What the chart says, for those who do not see it. */
  summary: string;
}

/** Days between two labels of the axis. */
const LABEL_EVERY = 7;

/** One bar for each day: its failed attempts. The table beside it has the numbers. */
export function FailuresChart({ days, summary }: FailuresChartProps) {
  const top = ceiling(Math.max(...days.map(({ failed }) => failed)));
  return (
    <div className={classes.chart} role="img" aria-label={summary} data-tone="failed">
      <div className={classes.scale}>
        <span>{top.toLocaleString("en")}</span>
        <span>{(top / 2).toLocaleString("en")}</span>
        <span>0</span>
      </div>
      <div className={classes.bars}>
        {days.map((day, at) => (
          <div key={day.day} className={classes.day} data-hint={hint(day)}>
            <div className={classes.room}>
              <div className={classes.bar} style={{ height: `${(day.failed / top) * 100}%` }} />
            </div>
            <span className={classes.name}>{isLabelled(at, days.length) && dayName(day.day)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Every seventh day has its name, counted back from today. */
function isLabelled(at: number, length: number): boolean {
  return (length - 1 - at) % LABEL_EVERY === 0;
}

function hint(day: DayCounts): string {
  const all = attempts(day);
  if (all === 0) return `${dayName(day.day)}: nothing was processed`;
  const rate = failureRate(day.failed, all);
  return `${dayName(day.day)}: ${day.failed.toLocaleString("en")} of ${all.toLocaleString("en")} attempts failed (${rate})`;
}
