import type { SortBy } from "../../bindings/SortBy";
import type { Status } from "../../bindings/Status";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import type { TransactionSort } from "../../bindings/TransactionSort";
import { STATUS_LOOKS } from "../../theme/status";
import { VIEWS, type ViewId, viewOf } from "./views";

/** The tabs of a transaction's detail. */
export const TABS = [
  "items",
  "errors",
  "attempts",
  "comments",
  "history",
  "dependencies",
  "related",
  "details",
] as const;
export type Tab = (typeof TABS)[number];

const SORTS: SortBy[] = ["received", "offlineTimestamp", "lastModified"];

const STATUSES = Object.keys(STATUS_LOOKS) as Status[];

/** What the URL of the list says: the filter, the order, what is open. All of it back and forward can go through. */
export interface TransactionsSearch {
  view?: ViewId;
  /** Statuses that no view has together; they count instead of the view's. */
  statuses?: Status[];
  /** What the other conditions cannot say, as a query. */
  q?: string;
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

/** A change of the URL; undefined takes a part away. */
export type SearchChange = { [K in keyof TransactionsSearch]?: TransactionsSearch[K] | undefined };

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
  for (const name of [...TEXTS, "q", "open"] as const) {
    const value = raw[name];
    if (typeof value !== "string" && typeof value !== "number") continue;
    const isMoment = name === "from" || name === "to";
    if (String(value).trim() === "" || (isMoment && Number.isNaN(Date.parse(String(value))))) continue;
    search[name] = String(value);
  }
  const named: unknown[] = Array.isArray(raw["statuses"]) ? raw["statuses"] : [];
  const statuses = STATUSES.filter((status) => named.includes(status));
  if (statuses.length > 0) search.statuses = statuses;
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
  const statuses = search.statuses ?? viewOf(search.view).statuses;
  if (statuses.length > 0) filter.statuses = statuses;
  if (search.q !== undefined) filter.query = search.q;
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

/** The part of a URL that stands for a filter, with nothing left of another one. */
export function searchOf(filter: TransactionFilter): SearchChange {
  const { statuses = [], query } = filter;
  const view = VIEWS.find((other) => isSame(other.statuses, statuses));
  const search: SearchChange = {
    view: view === undefined || view.id === "all" ? undefined : view.id,
    statuses: view === undefined ? statuses : undefined,
    q: query,
  };
  for (const name of TEXTS) search[name] = filter[name];
  search.errorGroup = filter.errorGroup;
  return search;
}

/** The URL of the list with a filter and nothing else. */
export function urlOf(filter: TransactionFilter): TransactionsSearch {
  return withoutUnset(searchOf(filter));
}

/** A change of a URL that had nothing, as a URL: without the parts that it takes away. */
export function withoutUnset(parts: SearchChange): TransactionsSearch {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** The part of a URL that stands for an order. */
export function orderOf({ by, descending }: TransactionSort): SearchChange {
  return { sort: by === "received" ? undefined : by, ascending: descending ? undefined : true };
}

/** What takes every condition but the view away. */
export const NO_CONDITIONS: SearchChange = Object.fromEntries(
  [...CONDITIONS, "q", "statuses"].map((name) => [name, undefined]),
);

/** Whether the list is narrowed by more than its view. */
export function hasConditions(search: TransactionsSearch): boolean {
  return Object.keys(NO_CONDITIONS).some((name) => search[name as keyof TransactionsSearch] !== undefined);
}

function isSame(some: Status[], others: Status[]): boolean {
  return some.length === others.length && some.every((status) => others.includes(status));
}
