import type { MantineColorSchemeManager } from "@mantine/core";

import { preference, setPreference } from "../api/preferences";

/** Keeps the theme in the preferences file, so that it survives a new window. */
export const colorSchemeManager: MantineColorSchemeManager = {
  get: (otherwise) => preference("theme") ?? otherwise,
  set: (value) => setPreference("theme", value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => setPreference("theme", "auto"),
};
