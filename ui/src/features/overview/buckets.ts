import type { HourCounts } from "../../bindings/HourCounts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long the bars of the chart are. */
export const UNITS = ["hour", "day", "week"] as const;
export type Unit = (typeof UNITS)[number];

/** The length of a bar in milliseconds, and how many bars there are. A week is seven days, the last one up to today. */
const SHAPE: Record<Unit, { length: number; count: number }> = {
  hour: { length: HOUR, count: 48 },
  day: { length: DAY, count: 30 },
  week: { length: 7 * DAY, count: 5 },
};

/** How attempts ended. */
export const OUTCOMES = ["failed", "retry", "success", "canceled", "manual"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What was settled from one moment on and before another (milliseconds). */
export interface Bucket extends Record<Outcome, number> {
  start: number;
  end: number;
}

/** From one moment on and before another (milliseconds). */
export interface Range {
  start: number;
  end: number;
}

/** What all bars of a length cover: up to the hour or day that goes on (UTC). */
export function spanOf(unit: Unit, now: number): Range {
  const { length, count } = SHAPE[unit];
  const step = unit === "hour" ? HOUR : DAY;
  const end = (Math.floor(now / step) + 1) * step;
  return { start: end - count * length, end };
}

/** How long bars are for a part of what bars of a length cover: hours for up to two days, days for up to two weeks. */
export function finerUnit({ start, end }: Range, unit: Unit): Unit {
  if (end - start <= SHAPE.hour.count * HOUR) return "hour";
  return unit === "week" && end - start <= 14 * DAY ? "day" : unit;
}

/** What was settled in each of the last hours, days or weeks (UTC), oldest first; the last one goes on. */
export function buckets(hours: HourCounts[], unit: Unit, now: number): Bucket[] {
  return bucketsWithin(hours, unit, spanOf(unit, now));
}

/** What was settled in each hour, day or week of a range, oldest first. */
export function bucketsWithin(hours: HourCounts[], unit: Unit, { start, end }: Range): Bucket[] {
  const { length } = SHAPE[unit];
  const count = Math.ceil((end - start) / length);
  const all = Array.from({ length: count }, (_, at) => empty(start + at * length, length));
  for (const hour of hours) {
    const bucket = all[Math.floor((Date.parse(hour.at) - start) / length)];
    if (bucket) for (const outcome of OUTCOMES) bucket[outcome] += hour[outcome];
  }
  return all;
}

function empty(start: number, length: number): Bucket {
  return { start, end: start + length, failed: 0, retry: 0, success: 0, canceled: 0, manual: 0 };
}

/** All attempts that ended. */
export function attempts(bucket: Record<Outcome, number>): number {
  return OUTCOMES.reduce((sum, outcome) => sum + bucket[outcome], 0);
}

/** The failed of some attempts, in percent: "3.2 %"; a dash for none. */
export function failureRate(failed: number, all: number): string {
  return all === 0 ? "–" : `${((failed / all) * 100).toFixed(1)} %`;
}

/** What was settled today so far, and in the same hours of yesterday and of this day last week (UTC). */
export function comparison(
  hours: HourCounts[],
  now: number,
): Record<"today" | "yesterday" | "lastWeek", Bucket> {
  const start = Math.floor(now / DAY) * DAY;
  const end = (Math.floor(now / HOUR) + 1) * HOUR;
  const ago = (days: number) => {
    const bucket = empty(start - days * DAY, end - start);
    for (const hour of hours) {
      const at = Date.parse(hour.at);
      if (at < bucket.start || at >= bucket.end) continue;
      for (const outcome of OUTCOMES) bucket[outcome] += hour[outcome];
    }
    return bucket;
  };
  return { today: ago(0), yesterday: ago(1), lastWeek: ago(7) };
}

/** A bar as a reader says it, in UTC: "14:00", "20 Nov", "7 days to 23 Nov". */
export function bucketName({ start, end }: Bucket, unit: Unit): string {
  if (unit === "hour") return new Date(start).toISOString().slice(11, 16);
  return unit === "day" ? dayName(start) : `7 days to ${dayName(end - DAY)}`;
}

/** A day as a reader says it, in UTC: "20 Nov". */
export function dayName(at: number): string {
  return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}
