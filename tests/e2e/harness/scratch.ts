import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { syncadm } from "./programs";

/** Files of one test, in a folder of their own. */
export interface Scratch {
  folder: string;
  /** The store that a window opens; none opens at the welcome screen. */
  store?: string | undefined;
  /** Takes the folder away. */
  remove(): Promise<void>;
}

/** The small sample that the tests share. */
export const smallSample = ["--sample", "--users", "12", "--transactions", "400", "--seed", "7"];

/** Makes a folder, and in it a store by the arguments of `syncadm init`, if there are any. */
export async function scratchFiles(init?: string[]): Promise<Scratch> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "console-"));
  // The web view's processes may still write for a moment after the window is gone.
  const scratch = { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }) };
  if (!init) return scratch;
  const store = path.join(folder, "sample.syncstore");
  await syncadm(store, "init", ...init);
  return { ...scratch, store };
}

/** The file that a window on these files keeps its preferences in. */
export function preferencesFile({ folder }: Scratch): string {
  return path.join(folder, "org.syncadmin.console", "preferences.json");
}
