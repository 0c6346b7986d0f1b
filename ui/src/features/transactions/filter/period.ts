/** Periods that are often asked for; all end now. */
export const PRESETS: { label: string; days: number }[] = [
  { label: "Last 24 hours", days: 1 },
  { label: "Last 7 days", days: 7 },
  { label: "Last 30 days", days: 30 },
  { label: "Last 60 days", days: 60 },
];

const DAY = 86_400_000;
const MINUTE = 60_000;

/** So many days before `now`, on the minute, as ISO 8601. */
export function startOf(days: number, now: Date): string {
  const start = now.getTime() - days * DAY;
  return new Date(start - (start % MINUTE)).toISOString();
}

/** The day of a moment in local time, as `2026-11-23`; with the time of day unless it is midnight. */
export function localDay(iso: string): string {
  const date = new Date(iso);
  const pair = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${pair(date.getMonth() + 1)}-${pair(date.getDate())}`;
  const time = `${pair(date.getHours())}:${pair(date.getMinutes())}`;
  return time === "00:00" ? day : `${day} ${time}`;
}
