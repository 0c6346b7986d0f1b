import type { DayCounts } from "../../bindings/DayCounts";
import { attempts, failureRate } from "./days";
import classes from "./OverviewScreen.module.css";

/** What was settled on each day, newest first. */
export function DaysTable({ days }: { days: DayCounts[] }) {
  return (
    <div className={classes.tableRoom} tabIndex={0} role="region" aria-label="Attempts by day">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            {["Failed", "Share", "Success", "Retry", "Canceled", "Manual"].map((name) => (
              <th key={name} scope="col" data-align="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">{day.day}</th>
              <td data-align="right">{day.failed.toLocaleString("en")}</td>
              <td data-align="right">{failureRate(day.failed, attempts(day))}</td>
              <td data-align="right">{day.success.toLocaleString("en")}</td>
              <td data-align="right">{day.retry.toLocaleString("en")}</td>
              <td data-align="right">{day.canceled.toLocaleString("en")}</td>
              <td data-align="right">{day.manual.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
