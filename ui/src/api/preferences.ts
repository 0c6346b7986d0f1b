import { useSyncExternalStore } from "react";

import type { SortBy } from "../bindings/SortBy";
import type { TransactionSort } from "../bindings/TransactionSort";
import { platform } from "../platform/platform";

/** A workspace that was open before. */
export interface RecentWorkspace {
  name: string;
  storePath: string;
  /** When it was opened last, ISO 8601. */
  openedAt: string;
}

/** A named view of the list of transactions. */
export interface SavedView {
  name: string;
  /** What it shows, in the language of the query field. */
  query: string;
  sort: TransactionSort;
}

/** The console's own preferences, by key of the preferences file. Never data of the org. */
export interface PreferenceValues {
  theme: "auto" | "light" | "dark";
  /** Ids of the shown columns of the transactions list, in order. */
  transactionColumns: string[];
  /** Newest first. */
  recentWorkspaces: RecentWorkspace[];
  /** Width of the transaction detail in pixels. */
  detailWidth: number;
  /** In the order in which they were saved; each name once. */
  savedViews: SavedView[];
  /** How dependencies are shown. */
  dependenciesView: "tree" | "graph";
}

type Key = keyof PreferenceValues;

const isText = (value: unknown): value is string => typeof value === "string";

const isRecent = (value: unknown): value is RecentWorkspace =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  "storePath" in value &&
  "openedAt" in value;

const SORTS: SortBy[] = ["received", "offlineTimestamp", "lastModified"];

/** Whether a value of a file is a saved view. */
export function isSavedView(value: unknown): value is SavedView {
  if (typeof value !== "object" || value === null) return false;
  const { name, query, sort } = value as Partial<Record<keyof SavedView, unknown>>;
  if (!isText(name) || name.trim() === "" || !isText(query) || typeof sort !== "object" || sort === null)
    return false;
  const { by, descending } = sort as Partial<Record<keyof TransactionSort, unknown>>;
  return SORTS.some((known) => known === by) && typeof descending === "boolean";
}

/** The file is the user's to edit: what does not fit counts as not set. */
const VALID: { [K in Key]: (value: unknown) => value is PreferenceValues[K] } = {
  theme: (value): value is PreferenceValues["theme"] => ["auto", "light", "dark"].includes(value as string),
  transactionColumns: (value): value is string[] => Array.isArray(value) && value.every(isText),
  recentWorkspaces: (value): value is RecentWorkspace[] => Array.isArray(value) && value.every(isRecent),
  detailWidth: (value): value is number => typeof value === "number" && Number.isFinite(value),
  savedViews: (value): value is SavedView[] => Array.isArray(value) && value.every(isSavedView),
  dependenciesView: (value): value is PreferenceValues["dependenciesView"] =>
    ["tree", "graph"].includes(value as string),
};

const values = new Map<Key, unknown>();
const listeners = new Set<() => void>();

/** Reads every preference; done once before anything renders, so that nothing changes its look afterwards. */
export async function loadPreferences(): Promise<void> {
  const keys = Object.keys(VALID) as Key[];
  await Promise.all(keys.map(async (key) => values.set(key, await platform().preferences.get(key))));
}

/** A preference as it is now; none when it was never set. */
export function preference<K extends Key>(key: K): PreferenceValues[K] | undefined {
  const value = values.get(key);
  const isValid: (value: unknown) => value is PreferenceValues[K] = VALID[key];
  return isValid(value) ? value : undefined;
}

/** Changes a preference at once; the file follows. */
export function setPreference<K extends Key>(key: K, value: PreferenceValues[K]): void {
  values.set(key, value);
  listeners.forEach((listener) => listener());
  // A preference that cannot be written is lost at the next start: not worth interrupting anybody's work.
  platform()
    .preferences.set(key, value)
    .catch((error: unknown) => console.warn(`preference ${key} was not saved`, error));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** A preference, and how to change it. */
export function usePreference<K extends Key>(
  key: K,
  otherwise: PreferenceValues[K],
): [PreferenceValues[K], (value: PreferenceValues[K]) => void] {
  const value = useSyncExternalStore(subscribe, () => preference(key));
  return [value ?? otherwise, (next) => setPreference(key, next)];
}
