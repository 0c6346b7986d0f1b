import type { TransactionFilter } from "../../bindings/TransactionFilter";

/** The conditions of a filter beside its statuses, and what each is called. */
const LABELS = {
  name: "Name",
  recordId: "Record Id",
  from: "Made on device from",
  to: "Made on device before",
  ownerId: "User",
  objectName: "Object",
  errorCode: "Error",
  text: "Text",
  query: "Query",
} satisfies Partial<Record<keyof TransactionFilter, string>>;

/** The conditions of a filter in words, one for each; none for a filter that finds everything. */
export function conditionsOf(filter: TransactionFilter): string[] {
  const { statuses = [] } = filter;
  const others = (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [`${LABELS[name]}: ${value}`];
  });
  return statuses.length === 0 ? others : [`Status: ${statuses.join(", ")}`, ...others];
}
