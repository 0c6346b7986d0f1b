import type { Item } from "../../../bindings/Item";
import { DataText } from "../../../components/text/DataText";
import { RecordId } from "../../../components/text/RecordId";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { looksLikeId } from "../payload/field-text";
import classes from "./items.module.css";

/** What an item is about, beside its payload. */
export function ItemFacts({ item }: { item: Item }) {
  const ids: [label: string, id: string | null][] = [
    ["Record", item.RecordIdentifier],
    ["Record after processing", item.ProcessedRecordIdentifier],
    ["Related record", item.RelatedRecordId],
  ];
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Item</dt>
        <dd>
          <DataText text={item.Name} />
        </dd>
      </div>
      <div>
        <dt>Object</dt>
        <dd className="mono">
          <DataText text={item.ObjectName} />
        </dd>
      </div>
      {ids.map(
        ([label, id]) =>
          id !== null && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <RecordId id={id} />
                {!looksLikeId(id) && <span className="dim"> made on the device</span>}
              </dd>
            </div>
          ),
      )}
      <div>
        <dt>Made</dt>
        <dd>
          <RelativeTime at={item.OfflineCreatedDate} />
        </dd>
      </div>
      {item.Status === "Preparing" && (
        <div>
          <dt>Status</dt>
          <dd>Preparing: not complete yet</dd>
        </div>
      )}
    </dl>
  );
}
