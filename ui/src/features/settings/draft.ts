import type { SettingInfo } from "../../bindings/SettingInfo";
import { type DraftValue, fits, type SettingValue, type SettingValues } from "./value";

/** Changes that are not saved yet. */
export interface Draft {
  /** Version of the settings that the changes were made on. */
  baseVersion: number;
  /** The values before, of the changed fields. */
  base: SettingValues;
  changed: Record<string, DraftValue>;
  /** When the last change was made, ISO 8601. */
  at: string;
}

/** The settings of one scope as they are saved. */
export interface Saved {
  values: SettingValues;
  version: number;
}

/** A field that somebody else saved while it was being changed here. */
export interface Conflict {
  info: SettingInfo;
  base: SettingValue;
  theirs: SettingValue;
  mine: DraftValue;
}

/** A field whose value differs from the saved one. */
export interface Change {
  info: SettingInfo;
  before: SettingValue;
  after: DraftValue;
}

/** The draft with one more change; none when nothing differs from what is saved any more. */
export function withChange(
  draft: Draft | undefined,
  saved: Saved,
  name: string,
  value: DraftValue,
  at: string,
): Draft | undefined {
  const changed = { ...draft?.changed, [name]: value };
  // What was there when the field was first changed stays the base, whatever is saved meanwhile.
  const base = { [name]: saved.values[name] ?? null, ...draft?.base };
  return compacted({ baseVersion: draft?.baseVersion ?? saved.version, base, changed, at }, saved);
}

/** The draft without changes that change nothing. */
function compacted(draft: Draft, saved: Saved): Draft | undefined {
  const names = Object.keys(draft.changed).filter((name) => draft.changed[name] !== saved.values[name]);
  if (names.length === 0) return undefined;
  return { ...draft, base: picked(draft.base, names), changed: picked(draft.changed, names) };
}

/** The changes, in the order of the form. */
export function changesOf(draft: Draft | undefined, saved: Saved, fields: SettingInfo[]): Change[] {
  return fields.flatMap((info) => {
    const after = draft?.changed[info.name];
    const before = saved.values[info.name] ?? null;
    return after === undefined || after === before ? [] : [{ info, before, after }];
  });
}

/** Fields changed both here and, since then, by somebody else. Fields that only they changed are no conflict. */
export function conflictsOf(draft: Draft | undefined, saved: Saved, fields: SettingInfo[]): Conflict[] {
  if (!draft || draft.baseVersion === saved.version) return [];
  return changesOf(draft, saved, fields).flatMap(({ info, before: theirs, after: mine }) => {
    const base = draft.base[info.name] ?? null;
    return base === theirs ? [] : [{ info, base, theirs, mine }];
  });
}

/** The draft made anew on what is saved now: the admin has seen it and keeps the own values. */
export function rebased(draft: Draft, saved: Saved): Draft | undefined {
  const names = Object.keys(draft.changed);
  return compacted({ ...draft, baseVersion: saved.version, base: picked(saved.values, names) }, saved);
}

/** The draft without its conflicting changes: what somebody else saved stands. */
export function withoutConflicts(draft: Draft, saved: Saved, fields: SettingInfo[]): Draft | undefined {
  const theirs = new Set(conflictsOf(draft, saved, fields).map(({ info }) => info.name));
  const names = Object.keys(draft.changed).filter((name) => !theirs.has(name));
  return rebased({ ...draft, changed: picked(draft.changed, names) }, saved);
}

/** A draft as text. */
export function written(draft: Draft): string {
  return JSON.stringify(draft);
}

/** Reads a draft; changes that the form of today does not know are left out. */
export function read(text: string | null, fields: SettingInfo[]): Draft | undefined {
  if (text === null) return undefined;
  try {
    const { baseVersion, base, changed, at } = JSON.parse(text) as Draft;
    const names = fields.filter((info) => fits(changed[info.name], info)).map(({ name }) => name);
    if (names.length === 0 || Number.isNaN(Date.parse(at))) return undefined;
    return { baseVersion, base: picked(base, names), changed: picked(changed, names), at };
  } catch {
    return undefined;
  }
}

function picked<T>(values: Record<string, T>, names: string[]): Record<string, T> {
  return Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name] as T]] : [])));
}
