import type { Item } from "../../../bindings/Item";
import type { LogEntry } from "../../../bindings/LogEntry";
import { DataText } from "../../../components/text/DataText";
import { isHidden } from "../../../components/text/mask";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { HiddenValue } from "../../personal-data/HiddenValue";
import type { Hidden } from "../../personal-data/useReveal";
import { plainText } from "../payload/field-text";
import classes from "./detail.module.css";
import { ItemLink } from "./ItemLink";
import { SimulatedMark } from "./SimulatedMark";

interface LogEntryCardProps {
  entry: LogEntry;
  /** The item it is about, if it is about one. */
  item: Item | undefined;
  onItem: (itemId: string) => void;
}

/** One log entry: code, message, and what exactly it is about. */
export function LogEntryCard({ entry, item, onItem }: LogEntryCardProps) {
  const facts: [label: string, value: string | null][] = [
    ["Object", entry.ObjectName],
    ["Field", entry.FieldName],
    ["Value", entry.Value],
    ["Record", entry.DeviceGenRecordIdentifier],
    ["Type", entry.ExceptionType],
  ];
  const hidden = item && hiddenIn(entry, item);
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        {entry.ExceptionCode !== null && <b className={classes.entryCode}>{entry.ExceptionCode}</b>}
        {entry.IsSimulated && <SimulatedMark />}
        {item && <ItemLink item={item} onItem={onItem} />}
        <span className={classes.cardFacts}>
          <RelativeTime at={entry.CreatedDate} /> · <DataText text={entry.CreatedById} />
        </span>
      </div>
      {entry.ExceptionLog !== null && (
        <p className={classes.cardText}>
          <DataText text={entry.ExceptionLog} />
        </p>
      )}
      <dl className={classes.entryFacts}>
        {facts.map(
          ([label, value]) =>
            value !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  {hidden && isHidden(value) ? (
                    <HiddenValue hidden={hidden}>{(json) => <DataText text={plainText(json)} />}</HiddenValue>
                  ) : (
                    <DataText text={value} />
                  )}
                </dd>
              </div>
            ),
        )}
      </dl>
    </li>
  );
}

/** The value that an entry is about; none when it does not say of which field. */
function hiddenIn({ Id, FieldName, DeviceSyncTransactionId }: LogEntry, item: Item): Hidden | undefined {
  if (FieldName === null) return undefined;
  return {
    place: {
      kind: "logEntry",
      transactionId: DeviceSyncTransactionId,
      itemId: item.Id,
      logEntryId: Id,
    },
    field: FieldName,
    label: `the logged value of ${FieldName}`,
  };
}
