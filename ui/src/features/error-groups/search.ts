import type { ErrorGroup } from "../../bindings/ErrorGroup";
import { errorGroupId } from "../transactions/search";
import { isSortColumn, type SortColumn } from "./order";

/** Which groups are shown: those that fail now, by state, or those of which nothing is Failed any more. */
export const GROUP_VIEWS = ["failing", "new", "regressed", "known", "snoozed", "gone"] as const;
export type GroupView = (typeof GROUP_VIEWS)[number];

/** What the URL of the error groups says. */
export interface GroupsSearch {
  /** Those that fail now, unless it says otherwise. */
  view?: GroupView;
  /** Number of the group that is open. */
  open?: number;
  /** What needs attention first, unless it says otherwise. */
  sort?: SortColumn;
  ascending?: boolean;
}

/** Reads a URL that anybody may have typed: what makes no sense is left out. */
export function groupsSearch(raw: Record<string, unknown>): GroupsSearch {
  const search: GroupsSearch = {};
  const view = GROUP_VIEWS.find((name) => name === raw["view"]);
  if (view !== undefined && view !== "failing") search.view = view;
  const open = errorGroupId(raw["open"]);
  if (open !== undefined) search.open = open;
  if (isSortColumn(raw["sort"])) search.sort = raw["sort"];
  if (search.sort !== undefined && raw["ascending"] === true) search.ascending = true;
  return search;
}

/** Whether a view shows a group. */
export function isIn(view: GroupView, { state, failed }: ErrorGroup): boolean {
  if (view === "gone") return failed === 0;
  return failed > 0 && (view === "failing" || view === state);
}
