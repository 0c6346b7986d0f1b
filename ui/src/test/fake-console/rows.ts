import type { TransactionDetail } from "../../bindings/TransactionDetail";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import type { TransactionRow } from "../../bindings/TransactionRow";
import type { TransactionSort } from "../../bindings/TransactionSort";

/** The row of the list for a transaction. */
export function rowOf(detail: TransactionDetail): TransactionRow {
  const { transaction: t, items } = detail;
  return {
    id: t.Id,
    name: t.Name,
    status: t.Status,
    ownerId: t.OwnerId,
    ownerName: detail.owner?.Name ?? null,
    objectNames: [...new Set(items.map(({ ObjectName }) => ObjectName))],
    itemCount: items.length,
    offlineTimestamp: t.OfflineTimestamp,
    createdDate: t.CreatedDate,
    lastModifiedDate: t.LastModifiedDate,
    numberOfFailedAttempts: t.NumberOfFailedAttempts ?? 0,
    errorCode: detail.errorCode,
    errorGroup: detail.errorGroup,
    errorMessage: detail.errorMessage,
    nextAttemptAt: detail.nextAttemptAt,
    deviceIdentifier: t.DeviceIdentifier,
    appVersion: t.AppVersion,
    isWithSignedItem: t.IsWithSignedItem,
    version: detail.version,
    assignee: detail.assignee,
  };
}

/** Whether a transaction meets a filter, as the console reads it. */
export function meets(detail: TransactionDetail, filter: TransactionFilter): boolean {
  const { transaction: t, items, errorCode, errorMessage } = detail;
  const has = (text: string | null | undefined, part: string) =>
    (text ?? "").toLowerCase().includes(part.toLowerCase());
  return (
    (!filter.statuses || filter.statuses.length === 0 || filter.statuses.includes(t.Status)) &&
    (filter.name === undefined || has(t.Name, filter.name)) &&
    (filter.ownerId === undefined || t.OwnerId === filter.ownerId) &&
    (filter.errorCode === undefined || errorCode === filter.errorCode) &&
    (filter.errorGroup === undefined || detail.errorGroup === filter.errorGroup) &&
    (filter.from === undefined || t.OfflineTimestamp >= filter.from) &&
    (filter.to === undefined || t.OfflineTimestamp < filter.to) &&
    (filter.objectName === undefined || items.some(({ ObjectName }) => ObjectName === filter.objectName)) &&
    (filter.recordId === undefined ||
      items.some(({ RecordIdentifier }) => RecordIdentifier === filter.recordId)) &&
    meetsQuery(detail, filter.query) &&
    (filter.text === undefined ||
      has(errorMessage, filter.text) ||
      items.some(({ FieldValues }) => has(FieldValues, filter.text ?? "")))
  );
}

/** Whether a transaction has as many attempts, and is from the device, that a query names; the fake knows no more. */
function meetsQuery({ transaction }: TransactionDetail, query = ""): boolean {
  const [, least] = /attempts>=(\d+)/.exec(query) ?? [];
  const [, device] = /device:"([^"]*)"/.exec(query) ?? [];
  return (
    (least === undefined || (transaction.NumberOfFailedAttempts ?? 0) >= Number(least)) &&
    (device === undefined || transaction.DeviceIdentifier === device)
  );
}

/** Compares two transactions by a sort. */
export function bySort({ by, descending }: TransactionSort) {
  const key = ({ transaction: t }: TransactionDetail) =>
    ({ received: t.CreatedDate, offlineTimestamp: t.OfflineTimestamp, lastModified: t.LastModifiedDate })[
      by
    ] + t.Id;
  return (a: TransactionDetail, b: TransactionDetail) => key(a).localeCompare(key(b)) * (descending ? -1 : 1);
}
