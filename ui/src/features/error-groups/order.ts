import type { ErrorGroup } from "../../bindings/ErrorGroup";
import type { ErrorGroupState } from "../../bindings/ErrorGroupState";

/** What a column sorts by. */
const KEYS = {
  failed: ({ failed }: ErrorGroup) => failed,
  queued: ({ queued }: ErrorGroup) => queued,
  users: ({ users }: ErrorGroup) => users,
  devices: ({ devices }: ErrorGroup) => devices,
  firstSeen: ({ firstSeen }: ErrorGroup) => Date.parse(firstSeen),
  lastSeen: ({ lastSeen }: ErrorGroup) => Date.parse(lastSeen),
} satisfies Record<string, (group: ErrorGroup) => number>;

/** The columns that sort. */
export type SortColumn = keyof typeof KEYS;
export const SORT_COLUMNS = Object.keys(KEYS) as SortColumn[];

export function isSortColumn(name: unknown): name is SortColumn {
  return SORT_COLUMNS.some((column) => column === name);
}

/** What needs attention comes first. */
const RANKS: Record<ErrorGroupState, number> = { new: 0, regressed: 0, known: 1, snoozed: 2 };

/** New and regressed ones, then known, then snoozed; of each the most frequent first. */
function byAttention(a: ErrorGroup, b: ErrorGroup): number {
  return RANKS[a.state] - RANKS[b.state] || b.failed - a.failed || a.id - b.id;
}

/** The groups in the order of a column, or by what needs attention. */
export function ordered(
  groups: ErrorGroup[],
  sort: SortColumn | undefined,
  ascending: boolean,
): ErrorGroup[] {
  if (sort === undefined) return groups.toSorted(byAttention);
  const key = KEYS[sort];
  const sign = ascending ? 1 : -1;
  return groups.toSorted((a, b) => sign * (key(a) - key(b)) || byAttention(a, b));
}
