import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../../..");

/** Where the build lies that is driven: the bench takes the release. */
const build = path.join(root, "target", process.env["CONSOLE_BUILD"] ?? "debug");

/** The programs under test, as the scripts build them. */
export const programs = {
  desktop: path.join(build, "sync-admin-console"),
  syncadm: path.join(build, "syncadm"),
  /** Shows notifications and icons; not in a release. */
  desktopServer: path.join(build, "desktop"),
  driver: path.join(root, "target/tools/bin/tauri-driver"),
};

/** The store that `npm run bench` measures lists on. */
export const benchStore =
  process.env["BENCH_STORE"] ?? path.join(root, "target/bench/bench-1000000.syncstore");

/** The store that it retries in bulk: all of its transactions are Failed. */
export const bulkStore = process.env["BENCH_BULK_STORE"] ?? path.join(root, "target/bench/bulk.syncstore");

/** Where pictures of failures go, and those that are only looked at. */
export const results = path.join(root, "test-results");

/** Where the pictures of the documentation lie. */
export const documentation = path.join(root, "docs/screenshots");

/** Runs `syncadm` on a store and answers what it prints. */
export async function syncadm(store: string, ...args: string[]): Promise<string> {
  const all = ["--store", store, ...args];
  const { stdout } = await promisify(execFile)(programs.syncadm, all, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Asks `syncadm --json` for a list: one row for each line it prints. */
export async function rows<Row>(store: string, ...args: string[]): Promise<Row[]> {
  const lines = (await syncadm(store, "--json", ...args)).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Row);
}

/** Asks `syncadm --json` for one thing. */
export async function one<Document>(store: string, ...args: string[]): Promise<Document> {
  return JSON.parse(await syncadm(store, "--json", ...args)) as Document;
}
