import type { QueryOption } from "../../bindings/QueryOption";
import type { QueryProblem } from "../../bindings/QueryProblem";
import { STATUS_LOOKS } from "../../theme/status";
import type { Status } from "../../bindings/Status";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import { type Handlers, refusal } from "../fake-platform";

/** A small part of the language of the query field: one value for each key, no alternatives, no parentheses. */
const FIELDS = {
  object: "objectName",
  error: "errorCode",
  user: "ownerId",
  name: "name",
  record: "recordId",
} as const;

/** Keys whose conditions no field of a filter has. */
const OTHERS = ["attempts", "items", "is", "has", "device", "app"];

const KEYS = ["status", ...Object.keys(FIELDS), ...OTHERS];

/** The statuses that a text names, in any case. */
const statusesOf = (text: string) =>
  (Object.keys(STATUS_LOOKS) as Status[]).filter((status) => text.split(",").includes(status.toLowerCase()));

const PART = /("[^"]*"|[^\s"]+)/g;

function read(text: string): { filter: TransactionFilter; problems: QueryProblem[] } {
  const filter: TransactionFilter = {};
  const problems: QueryProblem[] = [];
  const [words, rest]: string[][] = [[], []];
  for (const { 0: part, index } of text.matchAll(PART)) {
    const [, key, value] = /^-?(\w+)[:<>=]+(.*)$/.exec(part) ?? [];
    if (key === undefined || value === undefined) words?.push(part);
    else if (!KEYS.includes(key)) {
      const message = `There is no key "${key}"; did you mean status?`;
      problems.push({ from: index, to: index + key.length, message, shown: text });
    } else if (key === "status") filter.statuses = statusesOf(value.toLowerCase());
    else if (key in FIELDS && !part.startsWith("-")) filter[FIELDS[key as keyof typeof FIELDS]] = value;
    else rest?.push(part);
  }
  if (words && words.length > 0) filter.text = words.join(" ");
  if (rest && rest.length > 0) filter.query = rest.join(" ");
  return { filter, problems };
}

function write(filter: TransactionFilter): string {
  const { statuses = [], text = "", query = "" } = filter;
  const fields = Object.entries(FIELDS).flatMap(([key, name]) =>
    filter[name] ? [`${key}:${filter[name]}`] : [],
  );
  const status = statuses.length > 0 ? [`status:${statuses.join(",").toLowerCase()}`] : [];
  return [...status, ...fields, text, query].filter((part) => part !== "").join(" ");
}

function offered(typed: string, cursor: number): { from: number; to: number; options: QueryOption[] } {
  const from = typed.lastIndexOf(" ", cursor - 1) + 1;
  const part = typed.slice(from, cursor);
  const values = Object.keys(STATUS_LOOKS).map((status) => status.toLowerCase());
  const isStatus = part.startsWith("status:");
  const start = isStatus ? from + "status:".length : from;
  const all = isStatus ? values : KEYS.map((key) => `${key}:`);
  const options = all.filter((text) => text.startsWith(typed.slice(start, cursor)));
  return { from: start, to: cursor, options: options.map((text) => ({ text, about: `about ${text}` })) };
}

export function queryHandlers(): Handlers {
  return {
    "query.read": ({ text }) => {
      const { filter, problems } = read(text);
      const isGood = problems.length === 0;
      return { filter: isGood ? filter : null, text: isGood ? write(filter) : null, problems };
    },
    "query.write": ({ filter }) => {
      const { problems } = read(filter.query ?? "");
      const [first] = problems;
      if (first) throw refusal("invalid", first.message, { problems });
      return { text: write(filter) };
    },
    "query.complete": ({ text, cursor }) => offered(text, cursor),
  };
}
