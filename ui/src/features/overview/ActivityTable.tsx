import { DataTable } from "../../components/table/DataTable";
import { attempts, type Bucket, bucketName, failureRate, type Unit } from "./buckets";
import { TABLE_HEIGHT } from "./table-height";

const OUTCOMES = ["Failed", "Share", "Success", "Retry", "Canceled", "Manual"].map((name) => ({
  name,
  isNumber: true,
}));

/** What was settled in each hour, day or week, newest first. */
export function ActivityTable({ buckets, unit }: { buckets: Bucket[]; unit: Unit }) {
  const first = `${unit[0]?.toUpperCase() ?? ""}${unit.slice(1)} (UTC)`;
  return (
    <DataTable label={`Attempts by ${unit}`} columns={[first, ...OUTCOMES]} maxHeight={TABLE_HEIGHT}>
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
    </DataTable>
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
