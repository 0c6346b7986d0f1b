import type { SettingInfo } from "../../bindings/SettingInfo";
import {
  type Change,
  changesOf,
  type Conflict,
  conflictsOf,
  rebased,
  type Saved,
  withChange,
  withoutConflicts,
} from "./draft";
import { useDraft } from "./useDraft";
import { type DraftValue, problemOf } from "./value";

/** The settings of one scope while an admin changes them. */
export interface SettingsEditor {
  fields: SettingInfo[];
  /** What is saved, with the unsaved changes. */
  values: Record<string, DraftValue>;
  changes: Change[];
  /** What is wrong, by field. */
  problems: Record<string, string>;
  /** Fields that somebody else saved meanwhile. */
  conflicts: Conflict[];
  /** Version to save on. */
  version: number;
  set: (name: string, value: DraftValue) => void;
  /** Drops every unsaved change. */
  discard: () => void;
  /** Settles the conflicts: what is saved stands, or what was entered here. */
  takeTheirs: () => void;
  keepMine: () => void;
}

/** Edits the settings of a scope; unsaved changes are kept under `key` until they are saved or discarded. */
export function useSettingsEditor(key: string, fields: SettingInfo[], saved: Saved): SettingsEditor {
  const [draft, keep] = useDraft(key, fields);
  const changes = changesOf(draft, saved, fields);
  const values = {
    ...saved.values,
    ...Object.fromEntries(changes.map(({ info, after }) => [info.name, after])),
  };
  const problems = fields.flatMap((info) => {
    const problem = problemOf(values[info.name], info);
    return problem === undefined ? [] : [[info.name, problem] as const];
  });

  return {
    fields,
    values,
    changes,
    problems: Object.fromEntries(problems),
    conflicts: conflictsOf(draft, saved, fields),
    version: saved.version,
    set: (name, value) => keep(withChange(draft, saved, name, value, new Date().toISOString())),
    discard: () => keep(undefined),
    takeTheirs: () => draft && keep(withoutConflicts(draft, saved, fields)),
    keepMine: () => draft && keep(rebased(draft, saved)),
  };
}
