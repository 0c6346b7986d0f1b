import type { SchedulePreview } from "../../bindings/SchedulePreview";
import { refusal } from "../fake-platform";

const MINUTE = 60_000;
/** How far ahead times are looked for, in minutes. */
const AHEAD = 366 * 24 * 60;

const WORDS: Record<string, string> = {
  "0 1 * * *": "Every day at 01:00 UTC",
  "0 * * * *": "Every hour, on the hour",
  "0 1 * * 1-5": "At 01:00 UTC, Monday to Friday",
  "*/15 * * * *": "Every 15 minutes",
};

/** What an expression means, for the usual ones in words. */
export function previewCron(cron: string): SchedulePreview {
  return { words: WORDS[cron] ?? `At the times of ${cron}, in UTC`, next: nextTimes(cron, 5) };
}

/** The next times of an expression of five fields, after now. */
export function nextTimes(cron: string, count: number): string[] {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 || !fields.every((field) => /^(\*|\d+)([-,/\d]*)$/.test(field))) {
    throw refusal("invalid", `"${cron}" is no cron expression: five fields are needed, such as 0 1 * * *.`);
  }
  const times: string[] = [];
  const first = Math.floor(Date.now() / MINUTE) + 1;
  for (let minute = first; times.length < count && minute < first + AHEAD; minute++) {
    const at = new Date(minute * MINUTE);
    const parts = [
      at.getUTCMinutes(),
      at.getUTCHours(),
      at.getUTCDate(),
      at.getUTCMonth() + 1,
      at.getUTCDay(),
    ];
    if (parts.every((part, field) => fits(fields[field] ?? "*", part))) times.push(at.toISOString());
  }
  return times;
}

function fits(field: string, value: number): boolean {
  return field.split(",").some((part) => {
    const [range = "*", step = "1"] = part.split("/");
    const [low, high] = range === "*" ? [0, 59] : range.split("-").map(Number);
    return value >= (low ?? 0) && value <= (high ?? low ?? 0) && (value - (low ?? 0)) % Number(step) === 0;
  });
}
