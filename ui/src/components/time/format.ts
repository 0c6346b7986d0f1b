const UNITS: [limit: number, seconds: number, unit: string][] = [
  [3600, 60, "min"],
  [48 * 3600, 3600, "h"],
  [90 * 86_400, 86_400, "d"],
  [Infinity, 30.44 * 86_400, "mo"],
];

/** "5 min ago", "in 2 h": from `now`, both in milliseconds since 1970. */
export function relative(at: number, now: number): string {
  const seconds = (at - now) / 1000;
  const size = Math.abs(seconds);
  // `now` moves on every 15 seconds: up to that far ahead may have just happened.
  if (size < 45) return seconds <= 15 ? "just now" : "in a moment";
  const [, length, unit] = UNITS.find(([limit]) => size < limit) ?? [0, 60, "min"];
  const amount = `${Math.max(1, Math.round(size / length))} ${unit}`;
  return seconds < 0 ? `${amount} ago` : `in ${amount}`;
}

/** `2026-11-23 19:04:12.123 UTC`. */
export function exactUtc(iso: string): string {
  return `${new Date(iso).toISOString().replace("T", " ").replace("Z", "")} UTC`;
}

/** The same moment in the zone of this machine, with its offset. */
export function exactLocal(iso: string): string {
  const date = new Date(iso);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${day} ${time} local (UTC${zone})`;
}

const CLOCK: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
};

/** "Fri 27 Nov, 01:00" in UTC: a planned time, by which nobody needs seconds. */
export function clockUtc(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...CLOCK, timeZone: "UTC" }).format(new Date(iso));
}

/** The same in the zone of this machine. */
export function clockLocal(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", CLOCK).format(new Date(iso));
}

/** "840 ms", "2.4 s", "3 min 5 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** "2 days", "5 hours", "3 minutes": how long something has lasted, in one unit. */
export function age(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const [count, unit] =
    minutes < 60
      ? [minutes, "minute"]
      : minutes < 2880
        ? [Math.floor(minutes / 60), "hour"]
        : [Math.floor(minutes / 1440), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
