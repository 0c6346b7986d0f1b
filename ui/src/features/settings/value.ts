import type { SettingInfo } from "../../bindings/SettingInfo";
import type { SettingKind } from "../../bindings/SettingKind";

/** The value of a setting: a switch, a number, a time of the day, days of the week or a folder; none where a profile inherits. */
export type SettingValue = boolean | number | string | null;
/** The settings of one scope by field name. */
export type SettingValues = Record<string, SettingValue>;
/** A value while it is being edited: the text field of a number or a time can be empty. */
export type DraftValue = SettingValue;

/** A time of the day, as "20:30". */
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The days of the week, as settings write them. */
export const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The recommended value of a field. */
export function recommendedOf(info: SettingInfo): NonNullable<SettingValue> {
  return JSON.parse(info.recommended) as NonNullable<SettingValue>;
}

/** A value as an admin reads it: "On", "25 MB", "inherited". */
export function shown(value: DraftValue | undefined, info: SettingInfo): string {
  if (value === null || value === undefined) return "inherited";
  if (value === "") return EMPTY[info.kind];
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (typeof value === "number") return withUnit(value.toLocaleString("en"), info, value === 1);
  if (info.kind === "weekdays") return value === WEEK.join() ? "every day" : value.replaceAll(",", ", ");
  return value;
}

/** What a text field without a value has. */
const EMPTY: Record<SettingKind, string> = {
  switch: "nothing",
  number: "no number",
  timeOfDay: "no time",
  weekdays: "no day",
  folder: "no folder",
};

/** The allowed range in words: "1 to 365 days"; none for what is no number. */
export function rangeOf(info: SettingInfo): string | undefined {
  if (!info.range) return undefined;
  const { min, max } = info.range;
  return withUnit(`${min.toLocaleString("en")} to ${max.toLocaleString("en")}`, info);
}

/** What is wrong with a value; none when it may be saved. */
export function problemOf(value: DraftValue | undefined, info: SettingInfo): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (info.kind === "timeOfDay")
    return TIME_OF_DAY.test(String(value)) ? undefined : "Write the time as 20:30, from 00:00 to 23:59.";
  if (!info.range) return undefined;
  const { min, max } = info.range;
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return undefined;
  return `Enter a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}.`;
}

/** Whether a value is one that the field can hold, in range or not. */
export function fits(value: unknown, info: SettingInfo): value is DraftValue {
  if (value === null) return info.perProfile;
  switch (info.kind) {
    case "switch":
      return typeof value === "boolean";
    case "number":
      return typeof value === "number" || value === "";
    case "timeOfDay":
    case "weekdays":
    case "folder":
      return typeof value === "string";
  }
}

function withUnit(text: string, { unit }: SettingInfo, isOne = false): string {
  if (unit === null) return text;
  return `${text} ${isOne ? unit.replace(/s$/, "") : unit}`;
}
