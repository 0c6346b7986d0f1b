import type { SavedReport } from "../../bindings/SavedReport";
import { DataText } from "../../components/text/DataText";
import { RelativeTime } from "../../components/time/RelativeTime";

/** What became of the last daily report that was to save itself. */
export function LastReport({ report: { day, folder, savedAt, error } }: { report: SavedReport }) {
  if (savedAt !== null)
    return (
      <span>
        The report of {day} was saved <RelativeTime at={savedAt} /> in <DataText text={folder} />
      </span>
    );
  if (error !== null)
    return (
      <span>
        The report of {day} could not be saved in <DataText text={folder} />: <DataText text={error} />
      </span>
    );
  return <span>The report of {day} is being saved.</span>;
}
