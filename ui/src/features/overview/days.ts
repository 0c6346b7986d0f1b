import type { DayCounts } from "../../bindings/DayCounts";

const DAY = 86_400_000;

/** The last `length` days up to today (UTC), oldest first; days on which nothing was settled have zeros. */
export function lastDays(days: DayCounts[], now: number, length: number): DayCounts[] {
  const known = new Map(days.map((counts) => [counts.day, counts]));
  return Array.from({ length }, (_, at) => {
    const day = new Date(now - (length - 1 - at) * DAY).toISOString().slice(0, 10);
    return known.get(day) ?? { day, success: 0, failed: 0, retry: 0, canceled: 0, manual: 0 };
  });
}

/** All attempts that ended on a day. */
export function attempts({ success, failed, retry, canceled, manual }: DayCounts): number {
  return success + failed + retry + canceled + manual;
}

/** The failed of some attempts, in percent: "3.2 %"; a dash for none. */
export function failureRate(failed: number, all: number): string {
  return all === 0 ? "–" : `${((failed / all) * 100).toFixed(1)} %`;
}

/** A day as a reader says it: "20 Nov". */
export function dayName(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}

/** The next round number at or above the largest value, for the top of a chart; at least 5. */
export function ceiling(largest: number): number {
  if (largest <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= largest) ?? 10;
  return step * power;
}
