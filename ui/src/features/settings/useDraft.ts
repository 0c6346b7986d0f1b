import { useCallback, useMemo, useSyncExternalStore } from "react";

import type { SettingInfo } from "../../bindings/SettingInfo";
import { type Draft, read, written } from "./draft";

const PREFIX = "unsaved settings";
const listeners = new Set<() => void>();

/** Where the unsaved changes of one scope of one workspace are kept. */
export function draftKey(storePath: string, scope: string): string {
  return `${PREFIX}: ${scope} of ${storePath}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function keep(key: string, draft: Draft | undefined) {
  if (draft) localStorage.setItem(key, written(draft));
  else localStorage.removeItem(key);
  listeners.forEach((listener) => listener());
}

/** Unsaved changes that outlive the screen and the window, and how to replace them. */
export function useDraft(
  key: string,
  fields: SettingInfo[],
): [Draft | undefined, (draft: Draft | undefined) => void] {
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const draft = useMemo(() => read(text, fields), [text, fields]);
  return [draft, useCallback((next: Draft | undefined) => keep(key, next), [key])];
}

/** Which of these keys have unsaved changes. */
export function useDraftKeys(keys: string[]): Set<string> {
  const kept = useSyncExternalStore(subscribe, () =>
    keys.filter((key) => localStorage.getItem(key) !== null).join("\n"),
  );
  return useMemo(() => new Set(kept.split("\n")), [kept]);
}
