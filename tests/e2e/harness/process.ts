import { readdir, readFile, readlink } from "node:fs/promises";

import { programs } from "./programs";

/** What the system tells of the console's process. */
export interface ConsoleProcess {
  id: number;
  /** When it was started, in milliseconds since 1970; exact to a hundredth of a second. */
  startedAt: number;
  /** Memory that is its own or shared, in megabytes. */
  residentMegabytes: number;
}

/** Ticks of the clock that Linux tells the age of processes in, per second. */
const TICKS = 100;

/** The console that a test has open. */
export async function consoleProcess(): Promise<ConsoleProcess> {
  for (const id of await readdir("/proc")) {
    const program = /^\d+$/.test(id) && (await readlink(`/proc/${id}/exe`).catch(() => undefined));
    if (program !== programs.desktop) continue;
    const [stat, status, uptime] = await Promise.all(
      [`/proc/${id}/stat`, `/proc/${id}/status`, "/proc/uptime"].map((file) => readFile(file, "utf8")),
    );
    // The name of the program, in brackets, may hold anything; the fields after it do not.
    const startedTicks = Number(stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
    const upSeconds = Number(uptime?.split(" ")[0]);
    return {
      id: Number(id),
      startedAt: Date.now() - (upSeconds - startedTicks / TICKS) * 1000,
      residentMegabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status ?? "")?.[1]) / 1024),
    };
  }
  throw new Error("No console is running.");
}
