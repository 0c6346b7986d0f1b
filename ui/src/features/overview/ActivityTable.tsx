import { attempts, type Bucket, bucketName, failureRate, type Unit } from "./buckets";
import classes from "./OverviewScreen.module.css";

/** What was settled in each hour, day or week, newest first. */
export function ActivityTable({ buckets, unit }: { buckets: Bucket[]; unit: Unit }) {
  return (
    <div className={classes.tableRoom} tabIndex={0} role="region" aria-label={`Attempts by ${unit}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{`${unit[0]?.toUpperCase() ?? ""}${unit.slice(1)} (UTC)`}</th>
            {["Failed", "Share", "Success", "Retry", "Canceled", "Manual"].map((name) => (
              <th key={name} scope="col" data-align="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.toReversed().map((bucket) => (
            <tr key={bucket.start}>
              <th scope="row">{rowName(bucket, unit)}</th>
              <td data-align="right">{bucket.failed.toLocaleString("en")}</td>
              <td data-align="right">{failureRate(bucket.failed, attempts(bucket))}</td>
              <td data-align="right">{bucket.success.toLocaleString("en")}</td>
              <td data-align="right">{bucket.retry.toLocaleString("en")}</td>
              <td data-align="right">{bucket.canceled.toLocaleString("en")}</td>
              <td data-align="right">{bucket.manual.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An hour needs its day beside it. */
function rowName(bucket: Bucket, unit: Unit): string {
  const day = new Date(bucket.start).toISOString().slice(0, 10);
  return unit === "week"
    ? bucketName(bucket, unit)
    : unit === "day"
      ? day
      : `${day} ${bucketName(bucket, unit)}`;
}
