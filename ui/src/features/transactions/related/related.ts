import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import { quoted } from "../query/quoted";

/** Transactions that have something in common with one. */
export interface RelatedGroup {
  /** Unique among the groups. */
  key: string;
  title: string;
  /** What they have in common, in words. */
  about: string;
  filter: TransactionFilter;
  /** The record, and the object it is of, where that is what they have in common. */
  record?: RelatedRecord;
}

/** A record that an item changes. */
export interface RelatedRecord {
  id: string;
  objectName: string;
}

/** Records that have a group of their own at the most. */
const MOST_RECORDS = 5;

/** How far apart two changes on a device may be to count as one session, in milliseconds. */
const SESSION = 3_600_000;

/** Who has something in common with a transaction: records, user, device, session. */
export function relatedGroups(detail: TransactionDetail): RelatedGroup[] {
  const { OwnerId: ownerId, DeviceIdentifier: device, OfflineTimestamp: made } = detail.transaction;
  const query = `device:${quoted(device)}`;
  const moment = (offset: number) => new Date(Date.parse(made) + offset).toISOString();
  return [
    ...recordsOf(detail)
      .slice(0, MOST_RECORDS)
      .map((record) => ({
        key: `record ${record.id}`,
        title: "Same record",
        about: record.id,
        filter: { recordId: record.id },
        record,
      })),
    { key: "user", title: "Same user", about: detail.owner?.Name ?? ownerId, filter: { ownerId } },
    { key: "device", title: "Same device", about: device, filter: { query } },
    {
      key: "session",
      title: "Same session",
      about: "same device, made within an hour before or after it",
      filter: { query, from: moment(-SESSION), to: moment(SESSION) },
    },
  ];
}

/** The records that its items change, each once, in their order. */
export function recordsOf({ items }: TransactionDetail): RelatedRecord[] {
  const records = new Map<string, RelatedRecord>();
  for (const { ProcessedRecordIdentifier, RecordIdentifier, ObjectName: objectName } of items) {
    const id = ProcessedRecordIdentifier ?? RecordIdentifier;
    if (id !== null && !records.has(id)) records.set(id, { id, objectName });
  }
  return [...records.values()];
}
