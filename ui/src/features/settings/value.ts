import type { SettingInfo } from "../../bindings/SettingInfo";

/** The value of a setting; none where a profile inherits. */
export type SettingValue = boolean | number | null;
/** The settings of one scope by field name. */
export type SettingValues = Record<string, SettingValue>;
/** A value while it is being edited: the text field of a number can be empty. */
export type DraftValue = SettingValue | "";

/** The recommended value of a field. */
export function recommendedOf(info: SettingInfo): boolean | number {
  return JSON.parse(info.recommended) as boolean | number;
}

/** A value as an admin reads it: "On", "25 MB", "inherited". */
export function shown(value: DraftValue | undefined, info: SettingInfo): string {
  if (value === null || value === undefined) return "inherited";
  if (value === "") return "no number";
  if (typeof value === "boolean") return value ? "On" : "Off";
  return withUnit(value.toLocaleString("en"), info);
}

/** The allowed range in words: "1 to 365 days"; none for a switch. */
export function rangeOf(info: SettingInfo): string | undefined {
  if (!info.range) return undefined;
  const { min, max } = info.range;
  return withUnit(`${min.toLocaleString("en")} to ${max.toLocaleString("en")}`, info);
}

/** What is wrong with a value; none when it may be saved. */
export function problemOf(value: DraftValue | undefined, info: SettingInfo): string | undefined {
  if (!info.range || value === null || value === undefined) return undefined;
  const { min, max } = info.range;
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return undefined;
  return `Enter a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}.`;
}

/** Whether a value is one that the field can hold, in range or not. */
export function fits(value: unknown, info: SettingInfo): value is DraftValue {
  if (value === null) return info.perProfile;
  return info.range ? typeof value === "number" || value === "" : typeof value === "boolean";
}

function withUnit(text: string, info: SettingInfo): string {
  return info.unit === null ? text : `${text} ${info.unit}`;
}
