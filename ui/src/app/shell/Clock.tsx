import { useNow } from "../../components/time/useNow";
import classes from "./TopBar.module.css";

/** The time in UTC, by which the queue runs, and here. */
export function Clock() {
  const now = new Date(useNow());
  const local = `${pair(now.getHours())}:${pair(now.getMinutes())} local`;
  const utc = `${pair(now.getUTCHours())}:${pair(now.getUTCMinutes())} UTC`;
  return (
    <div className={classes.clock} data-hint={Intl.DateTimeFormat().resolvedOptions().timeZone}>
      <span>{utc}</span>
      <span>{local}</span>
    </div>
  );
}

function pair(number: number): string {
  return String(number).padStart(2, "0");
}
