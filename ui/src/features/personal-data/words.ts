import type { MaskRule } from "../../bindings/MaskRule";
import type { MaskRules } from "../../bindings/MaskRules";

/** What comes with every reveal. */
export const RECORDED = "That you saw it is recorded.";

/** Which fields a rule is about. */
export function subjectOf({ field, isPart, objectName }: MaskRule): string {
  const name = isPart ? `names with “${field}”` : field;
  return objectName === null ? `${name} of any object` : `${name} of ${objectName}`;
}

/** A value of the history of the rules, in words. */
export function valueInWords(json: string): string {
  const value = JSON.parse(json) as MaskRules["onScreen"] | MaskRules["own"];
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (value.length === 0) return "none";
  return value.map((rule) => `${subjectOf(rule)}: ${rule.mask ? "masked" : "shown"}`).join("; ");
}
