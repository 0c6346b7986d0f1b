import type { BulkPreview } from "../../bindings/BulkPreview";
import { StatusLabel } from "../../components/status/StatusLabel";
import { STATUSES } from "../../theme/status";
import { transactions } from "../transactions/actions/wording";
import classes from "./bulk.module.css";
import { Refusals } from "./Refusals";
import { BULK_WORDING, type BulkKind } from "./words";

/** What an action will do, to how many of which status, and what stays as it is. */
export function PreviewSummary({ kind, preview }: { kind: BulkKind; preview: BulkPreview | undefined }) {
  const { will, facts } = BULK_WORDING[kind];
  const changing = kind === "patch" ? preview?.total : preview?.changing;
  return (
    <>
      <p className={classes.extent} role="status">
        {changing === undefined ? (
          "Counting…"
        ) : (
          <>
            <b>{transactions(changing)}</b> {will}
          </>
        )}
      </p>
      {preview && (
        <div className={classes.statuses}>
          {STATUSES.filter((status) => preview.byStatus[status] > 0).map((status) => (
            <span key={status}>
              {preview.byStatus[status].toLocaleString("en")} <StatusLabel status={status} />
            </span>
          ))}
        </div>
      )}
      {preview && <Refusals refusals={preview.refusals} label="Stay as they are" />}
      <ul className={classes.facts}>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </>
  );
}
