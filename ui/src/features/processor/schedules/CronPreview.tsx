import { clockLocal, clockUtc } from "../../../components/time/format";
import { RelativeTime } from "../../../components/time/RelativeTime";
import classes from "./schedules.module.css";
import type { CronPreviewState } from "./useCronPreview";

/** Times shown of an expression; rows that are not known yet keep their room. */
const TIMES = 5;

/** What a cron expression means: in words, and its next times in UTC and here. */
export function CronPreview({ preview: { preview, isCurrent } }: { preview: CronPreviewState }) {
  const rows = Array.from({ length: TIMES }, (_, at) => preview?.next[at]);
  return (
    <div className={classes.preview} data-stale={!isCurrent || undefined}>
      <p className={classes.previewWords} role="status">
        {preview?.words ?? "\u00a0"}
      </p>
      <table className={classes.times}>
        <caption className="visually-hidden">The next five runs</caption>
        <thead>
          <tr>
            <th scope="col">Next runs</th>
            <th scope="col">UTC</th>
            <th scope="col">Local time</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((at, number) => (
            <tr key={number}>
              <td>{at === undefined ? "\u00a0" : <RelativeTime at={at} />}</td>
              <td>{at !== undefined && clockUtc(at)}</td>
              <td>{at !== undefined && clockLocal(at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
