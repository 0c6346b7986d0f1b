import type { SortBy } from "../../bindings/SortBy";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import type { TransactionSort } from "../../bindings/TransactionSort";
import { VIEWS, type ViewId, viewOf } from "./views";

/** The tabs of a transaction's detail. */
export const TABS = [
  "items",
  "errors",
  "attempts",
  "comments",
  "history",
  "dependencies",
  "details",
] as const;
export type Tab = (typeof TABS)[number];

const SORTS: SortBy[] = ["received", "offlineTimestamp", "lastModified"];

/** What the URL of the list says: the filter, the order, what is open. All of it back and forward can go through. */
export interface TransactionsSearch {
  view?: ViewId;
  name?: string;
  recordId?: string;
  /** ISO 8601, as `TransactionFilter.from`. */
  from?: string;
  to?: string;
  ownerId?: string;
  objectName?: string;
  errorCode?: string;
  /** Number of an error group. */
  errorGroup?: number;
  text?: string;
  sort?: SortBy;
  ascending?: boolean;
  /** Id of the transaction whose detail is open. */
  open?: string;
  tab?: Tab;
  /** Whether the open transaction is being edited. */
  edit?: boolean;
}

/** The conditions that are texts. */
const TEXTS = [
  "name",
  "recordId",
  "from",
  "to",
  "ownerId",
  "objectName",
  "errorCode",
  "text",
] as const satisfies (keyof TransactionsSearch)[];

/** The conditions beside the view. */
export const CONDITIONS = [...TEXTS, "errorGroup"] as const satisfies (keyof TransactionsSearch)[];

/** Reads a URL that anybody may have typed: what makes no sense is left out. */
export function transactionsSearch(raw: Record<string, unknown>): TransactionsSearch {
  const search: TransactionsSearch = {};
  for (const name of [...TEXTS, "open"] as const) {
    const value = raw[name];
    if (typeof value !== "string" && typeof value !== "number") continue;
    const isMoment = name === "from" || name === "to";
    if (String(value).trim() === "" || (isMoment && Number.isNaN(Date.parse(String(value))))) continue;
    search[name] = String(value);
  }
  const errorGroup = errorGroupId(raw["errorGroup"]);
  if (errorGroup !== undefined) search.errorGroup = errorGroup;
  const view = VIEWS.find(({ id }) => id === raw["view"])?.id;
  const sort = SORTS.find((by) => by === raw["sort"]);
  const tab = TABS.find((name) => name === raw["tab"]);
  if (view !== undefined && view !== "all") search.view = view;
  if (sort !== undefined && sort !== "received") search.sort = sort;
  if (raw["ascending"] === true) search.ascending = true;
  if (tab !== undefined && tab !== "items") search.tab = tab;
  if (raw["edit"] === true && search.open !== undefined) search.edit = true;
  return search;
}

/** The number of an error group, when the value is one. */
export function errorGroupId(value: unknown): number | undefined {
  const id = Number(value);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** The filter that a URL stands for. */
export function filterOf(search: TransactionsSearch): TransactionFilter {
  const filter: TransactionFilter = {};
  const { statuses } = viewOf(search.view);
  if (statuses.length > 0) filter.statuses = statuses;
  for (const name of TEXTS) {
    const value = search[name];
    if (value !== undefined) filter[name] = value;
  }
  if (search.errorGroup !== undefined) filter.errorGroup = search.errorGroup;
  return filter;
}

/** The order that a URL stands for: newest first unless it says otherwise. */
export function sortOf(search: TransactionsSearch): TransactionSort {
  return { by: search.sort ?? "received", descending: search.ascending !== true };
}

/** Whether the list is narrowed by more than its view. */
export function hasConditions(search: TransactionsSearch): boolean {
  return CONDITIONS.some((name) => search[name] !== undefined);
}
