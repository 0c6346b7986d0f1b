import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../../..");

/** The programs under test, as the scripts build them. */
export const programs = {
  desktop: path.join(root, "target/debug/sync-admin-console"),
  syncadm: path.join(root, "target/debug/syncadm"),
  driver: path.join(root, "target/tools/bin/tauri-driver"),
};

/** Where pictures of failures go. */
export const results = path.join(root, "test-results");

/** Where the pictures of the documentation lie. */
export const screenshots = path.join(root, "docs/screenshots");

/** Runs `syncadm --json` on a store and answers what it prints: one value for each line. */
export async function syncadm(store: string, ...args: string[]): Promise<unknown[]> {
  const { stdout } = await promisify(execFile)(programs.syncadm, ["--store", store, "--json", ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as unknown);
}
