import type { FieldType } from "../../../bindings/FieldType";
import { isJsonValue } from "./json-text";

/** A JSON value as a person reads it: a text without its quotes, nothing for null, all else as it is written. */
export function plainText(json: string): string {
  if (json === "null") return "";
  return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}

/** Whether a text has the shape of an Id of the org, so that it is not taken for a device-made id. */
export function looksLikeId(text: string): boolean {
  return /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text);
}

/** Whether a field of this type holds a JSON number. */
export function isNumeric(type: FieldType): boolean {
  return type === "int" || type === "double" || type === "currency";
}

/**
 * What an input for numbers shows. A text that looks like a number keeps its quotes: the org refuses it, and
 * without them nobody could see why.
 */
export function numberText(json: string): string {
  const text = plainText(json);
  return json.startsWith('"') && isJsonNumber(text) ? json : text;
}

/** The JSON of what was typed for a number, digit by digit. What is no number becomes a text, which the check refuses. */
export function numberJson(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "null";
  return isJsonNumber(trimmed) ? trimmed : JSON.stringify(text);
}

/** The JSON of what was typed for a text; nothing typed is null, which is how the org stores it. */
export function textJson(text: string): string {
  return text === "" ? "null" : JSON.stringify(text);
}

function isJsonNumber(text: string): boolean {
  return /^-?\d/.test(text) && isJsonValue(text);
}
