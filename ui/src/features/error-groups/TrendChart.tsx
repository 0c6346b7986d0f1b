import { useNow } from "../../components/time/useNow";
import { dayName } from "../overview/buckets";
import classes from "./groups.module.css";
import { trendText } from "./TrendBars";

const DAY = 86_400_000;

/** Failures on each of the last days, each with its number. */
export function TrendChart({ trend }: { trend: number[] }) {
  const now = useNow();
  const most = Math.max(1, ...trend);
  const nameOf = (at: number) => dayName(now - (trend.length - 1 - at) * DAY);
  return (
    <div className={classes.chart} role="img" aria-label={trendText(trend)}>
      {trend.map((failures, at) => (
        <div
          key={at}
          className={classes.day}
          data-hint={`${nameOf(at)}: ${failures.toLocaleString("en")} failed`}
        >
          <span className={classes.dayCount}>{failures > 0 && short(failures)}</span>
          <div className={classes.dayBar} style={{ "--share": failures / most }} />
          <span className={classes.dayName}>{(trend.length - 1 - at) % 7 === 0 && nameOf(at)}</span>
        </div>
      ))}
    </div>
  );
}

/** "12", "1.2K": a number as wide as its bar. */
function short(count: number): string {
  return count.toLocaleString("en", { notation: "compact", maximumFractionDigits: 1 });
}
