/** Whether a text is a day such as 2026-11-23. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * The moment that a text stands for, in UTC with milliseconds; null when it is none. Takes what the org takes:
 * `Z`, `+02:00` or Salesforce's `+0000`; without an offset it is UTC.
 */
export function momentOf(text: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  const [, day = "", time = "", zone = "Z"] = parts ?? [];
  if (!parts || !isDay(day)) return null;
  const date = new Date(`${day}T${time}${zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Day and time of day of a moment in UTC. */
export function utcParts(moment: string): { day: string; time: string } {
  return { day: moment.slice(0, 10), time: moment.slice(11, 19) };
}

/** The moment on another day; a new one begins at midnight UTC. */
export function withDay(moment: string | null, day: string): string {
  return `${day}T${moment === null ? "00:00:00.000Z" : moment.slice(11)}`;
}

/** The moment at another time of its day, in UTC. */
export function withTime(moment: string, time: string): string {
  return `${moment.slice(0, 11)}${time}.000Z`;
}
