import classes from "./groups.module.css";

/** Width of the drawing for each day, its gap included. */
const STEP = 6;
const GAP = 1;
const HEIGHT = 20;

/** Failures on each of the last days, as small bars in a row of the list. */
export function TrendBars({ trend }: { trend: number[] }) {
  const most = Math.max(1, ...trend);
  const width = trend.length * STEP;
  return (
    <svg
      className={classes.trend}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={trendText(trend)}
      data-hint={trendText(trend)}
    >
      <path d={`M0 ${HEIGHT - 0.5}H${width}`} className={classes.trendGround} />
      <path d={trend.map((failures, at) => bar(at, failures, most)).join("")} className={classes.trendBars} />
    </svg>
  );
}

/** A bar; one that is not nothing can be seen. */
function bar(at: number, failures: number, most: number): string {
  if (failures === 0) return "";
  const height = Math.max(2, (failures / most) * HEIGHT);
  return `M${at * STEP} ${HEIGHT}v${-height}h${STEP - GAP}v${height}z`;
}

/** The bars in words. */
export function trendText(trend: number[]): string {
  return `Failures per day, oldest first: ${trend.map((failures) => failures.toLocaleString("en")).join(", ")}`;
}
