import type { RunTrigger } from "../../../bindings/RunTrigger";
import { duration } from "../../../components/time/format";

/** What started a run, as an admin says it. */
export const TRIGGERS: Record<RunTrigger, string> = {
  schedule: "Schedule",
  catchUp: "Schedule, caught up",
  manual: "Run now",
  commandLine: "Command line",
  background: "In the background",
  realTime: "Real time, on arrival",
};

/** How long something took, or has taken so far: "2.4 s", "3 min 5 s so far". */
export function took(startedAt: string, endedAt: string | null, now: number): string {
  const started = Date.parse(startedAt);
  if (endedAt !== null) return duration(Math.max(0, Date.parse(endedAt) - started));
  return `${duration(Math.max(0, now - started))} so far`;
}
