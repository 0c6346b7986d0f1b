import { Button } from "@mantine/core";

import type { RecordLock } from "../../bindings/RecordLock";
import { RecordId } from "../../components/text/RecordId";
import { RelativeTime } from "../../components/time/RelativeTime";
import { DataText } from "../../components/text/DataText";
import classes from "./ProcessorScreen.module.css";

interface LockTableProps {
  locks: RecordLock[];
  onRelease: (lock: RecordLock) => void;
}

/** Which records are held, by whom, what for and for how long. */
export function LockTable({ locks, onRelease }: LockTableProps) {
  return (
    <table className={classes.locks}>
      <thead>
        <tr>
          <th scope="col">Record</th>
          <th scope="col">Held by</th>
          <th scope="col">Since</th>
          <th scope="col">Until</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {locks.map((lock) => (
          <tr key={lock.recordId}>
            <td>
              <RecordId id={lock.recordId} />
            </td>
            <td>
              <DataText text={lock.holder} />
              <span className={classes.why}>
                <DataText text={lock.reason} />
              </span>
            </td>
            <td className={classes.moment}>
              <RelativeTime at={lock.since} />
            </td>
            <td className={classes.moment}>{lock.until ? <RelativeTime at={lock.until} /> : "released"}</td>
            <td>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Release the lock on ${lock.recordId}`}
                onClick={() => onRelease(lock)}
              >
                Release…
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
