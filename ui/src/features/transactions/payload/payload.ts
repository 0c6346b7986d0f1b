import { endOfValue, JsonProblem, tokens } from "./json-text";

/** A field of a payload. */
export interface PayloadField {
  name: string;
  /** The value as JSON text, as it was sent. */
  json: string;
  /** Where the field begins: at the quote of its name. */
  at: number;
  /** Where its value begins. */
  valueAt: number;
  /** Where its value ends. */
  end: number;
}

/** A payload (`FieldValues`) read from its text, or why it cannot be read. */
export type Payload = { fields: PayloadField[]; problem?: undefined } | { problem: JsonProblem };

/** Reads a payload: one JSON object that names no field twice, in any case, as Salesforce matches names. */
export function readPayload(text: string): Payload {
  try {
    return { fields: readFields(text) };
  } catch (problem) {
    if (problem instanceof JsonProblem) return { problem };
    throw problem;
  }
}

function readFields(text: string): PayloadField[] {
  const all = tokens(text);
  const [open] = all;
  if (!open) throw new JsonProblem("There is nothing here: a payload is a JSON object, at least {}.", 0);
  if (open.kind !== "{") throw new JsonProblem("A payload is a JSON object: it begins with {.", open.at);
  const after = all[endOfValue(text, all, 0)];
  if (after) throw new JsonProblem("The payload ended before this.", after.at);

  const fields: PayloadField[] = [];
  const seen = new Set<string>();
  for (let index = 1; all[index]?.kind !== "}";) {
    const name = all[index];
    const end = endOfValue(text, all, index + 2);
    const [first, last] = [all[index + 2], all[end - 1]];
    if (!name || !first || !last) break;
    const field = {
      name: JSON.parse(text.slice(name.at, name.end)) as string,
      json: text.slice(first.at, last.end),
      at: name.at,
      valueAt: first.at,
      end: last.end,
    };
    if (seen.has(inAnyCase(field.name))) {
      throw new JsonProblem(`The field ${field.name} is there more than once.`, field.at);
    }
    seen.add(inAnyCase(field.name));
    fields.push(field);
    index = all[end]?.kind === "," ? end + 1 : end;
  }
  return fields;
}

/** The fields of a text, none when it is no payload. */
export function fieldsOf(text: string | null): PayloadField[] {
  const payload = readPayload(text ?? "");
  return payload.problem ? [] : payload.fields;
}

/** The field of this name, in any case. */
export function findField(fields: PayloadField[], name: string): PayloadField | undefined {
  return fields.find((field) => isSameName(field.name, name));
}

/** Whether two texts name the same field: the letters A to Z are compared without case. */
export function isSameName(one: string, other: string): boolean {
  return inAnyCase(one) === inAnyCase(other);
}

/** The text with a field set to a JSON value: in its place if it is there, else at the end. */
export function withField(text: string, name: string, json: string): string {
  const fields = fieldsOf(text);
  const field = findField(fields, name);
  if (field) return text.slice(0, field.valueAt) + json + text.slice(field.end);
  const last = fields.at(-1);
  if (!last) return `{${JSON.stringify(name)}: ${json}}`;
  // The new field stands as the last one does: on a line of its own or not, with a space after the colon or not.
  const colon = /\s$/.test(text.slice(0, last.valueAt)) ? ": " : ":";
  const gap = /\s*$/.exec(text.slice(0, last.at))?.[0] ?? "";
  return `${text.slice(0, last.end)},${gap}${JSON.stringify(name)}${colon}${json}${text.slice(last.end)}`;
}

/** The text without a field. */
export function withoutField(text: string, name: string): string {
  const fields = fieldsOf(text);
  const index = fields.findIndex((field) => isSameName(field.name, name));
  const [previous, field, next] = [fields[index - 1], fields[index], fields[index + 1]];
  if (!field) return text;
  if (next) return text.slice(0, field.at) + text.slice(next.at);
  if (previous) return text.slice(0, previous.end) + text.slice(field.end);
  return text.slice(0, text.indexOf("{") + 1) + text.slice(field.end).trimStart();
}

function inAnyCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
