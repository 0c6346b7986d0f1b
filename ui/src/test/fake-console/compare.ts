import type { Comparison } from "../../bindings/Comparison";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { fieldsOf } from "../../features/transactions/payload/payload";
import { refusal } from "../fake-platform";
import { recordOf } from "./org";

/** An update beside the record of the fake org, which somebody changed a minute ago. */
export function compare(detail: TransactionDetail, itemId: string): Comparison {
  const item = detail.items.find(({ Id }) => Id === itemId);
  if (!item) throw refusal("notFound", `The item "${itemId}" is not in this workspace.`);
  const recordId = item.ProcessedRecordIdentifier ?? item.RecordIdentifier;
  const record = recordId === null ? null : recordOf(recordId);
  const fields = fieldsOf(item.FieldValues).map(({ name, json }) => {
    const value = record?.values[name];
    const now = value === undefined ? null : JSON.stringify(value);
    return {
      field: name,
      had: null,
      now,
      proposed: json,
      isDifferent: now !== json,
      isConflict: now !== null && now !== json,
    };
  });
  return {
    recordId,
    record,
    madeAt: item.OfflineCreatedDate,
    orgModifiedAt: record && new Date(Date.now() - 60_000).toISOString(),
    isOrgNewer: record !== null,
    fields,
  };
}
