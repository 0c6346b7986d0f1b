/**
 * JSON as text. Payloads are never turned into JavaScript values: numbers would lose digits beyond 2^53 and the
 * order and spacing that the device sent would be gone.
 */

/** A piece of JSON text: from `at` up to, not including, `end`. */
export interface Token {
  kind: "{" | "}" | "[" | "]" | ":" | "," | "string" | "number" | "word";
  at: number;
  end: number;
}

/** Why a text is not JSON, and where. */
export class JsonProblem extends Error {
  /** Characters before the place that is wrong. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = "JsonProblem";
    this.at = at;
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z]+/y;
// Control characters may not stand in a JSON string as they are.
// eslint-disable-next-line no-control-regex
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Values nested deeper than this are refused: no record has them, and they could exhaust the stack. */
const DEEPEST = 500;

/** The pieces of a text, spaces left out. Throws a `JsonProblem` at the first that is none of JSON's. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (let at = skip(SPACE, text, 0); at < text.length;) {
    const token = tokenAt(text, at);
    found.push(token);
    at = skip(SPACE, text, token.end);
  }
  return found;
}

/**
 * Reads the value that begins at token `index`; answers the index of the token after it. Throws a `JsonProblem`
 * where the grammar is broken.
 */
export function endOfValue(text: string, all: Token[], index: number, depth = 0): number {
  const token = all[index];
  if (!token) throw new JsonProblem("The text ends where a value is expected.", text.length);
  if (depth > DEEPEST) throw new JsonProblem(`Values are nested more than ${DEEPEST} deep.`, token.at);
  switch (token.kind) {
    case "{":
      return endOfList(text, all, index, "}", (at) => {
        const colon = endOfName(text, all, at);
        return endOfValue(text, all, colon, depth + 1);
      });
    case "[":
      return endOfList(text, all, index, "]", (at) => endOfValue(text, all, at, depth + 1));
    case "string":
    case "number":
    case "word":
      return index + 1;
    default:
      throw new JsonProblem(`Here stands ${token.kind} where a value is expected.`, token.at);
  }
}

/** Reads a field name and its colon; answers the index of the token after them. */
function endOfName(text: string, all: Token[], index: number): number {
  const [name, colon] = [all[index], all[index + 1]];
  if (name?.kind !== "string") {
    throw new JsonProblem('A field name in "quotes" is expected.', name?.at ?? text.length);
  }
  if (colon?.kind !== ":") {
    throw new JsonProblem("A colon is expected after the field name.", colon?.at ?? text.length);
  }
  return index + 2;
}

function endOfList(
  text: string,
  all: Token[],
  open: number,
  close: "}" | "]",
  member: (index: number) => number,
): number {
  if (all[open + 1]?.kind === close) return open + 2;
  for (let index = member(open + 1); ; index = member(index + 1)) {
    const token = all[index];
    if (token?.kind === close) return index + 1;
    if (token?.kind !== ",") {
      throw new JsonProblem(`A comma or ${close} is expected.`, token?.at ?? text.length);
    }
  }
}

function tokenAt(text: string, at: number): Token {
  const first = text.charAt(at);
  switch (first) {
    case "{":
    case "}":
    case "[":
    case "]":
    case ":":
    case ",":
      return { kind: first, at, end: at + 1 };
    case '"':
      return { kind: "string", at, end: endOfString(text, at) };
    default:
      return numberOrWord(text, at);
  }
}

function numberOrWord(text: string, at: number): Token {
  const number = skip(NUMBER, text, at);
  if (number > at) return { kind: "number", at, end: number };
  const word = skip(WORD, text, at);
  if (["true", "false", "null"].includes(text.slice(at, word))) return { kind: "word", at, end: word };
  const shown =
    word > at ? text.slice(at, Math.min(word, at + 20)) : String.fromCodePoint(text.codePointAt(at) ?? 0);
  throw new JsonProblem(`${shown} is not JSON: text needs "quotes".`, at);
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; ;) {
    at = skip(PLAIN, text, at);
    if (text.charAt(at) === '"') return at + 1;
    const escaped = skip(ESCAPE, text, at);
    if (escaped === at) throw new JsonProblem(stringProblem(text, at), at < text.length ? at : open);
    at = escaped;
  }
}

function stringProblem(text: string, at: number): string {
  if (at >= text.length) return 'The closing " of this text is missing.';
  return text.charAt(at) === "\\"
    ? "This backslash begins no escape; write \\\\ for a backslash."
    : 'A line break or control character may not stand in a text; write \\n, or close the " before it.';
}

function skip(what: RegExp, text: string, at: number): number {
  what.lastIndex = at;
  return what.test(text) ? what.lastIndex : at;
}

/** Whether a text is one JSON value. */
export function isJsonValue(text: string): boolean {
  try {
    const all = tokens(text);
    return endOfValue(text, all, 0) === all.length;
  } catch (problem) {
    if (problem instanceof JsonProblem) return false;
    throw problem;
  }
}

/** The same JSON with each member on a line of its own; nothing but the space between the pieces changes. */
export function indented(text: string): string {
  const all = tokens(text);
  let depth = 0;
  let written = "";
  all.forEach((token, index) => {
    const previous = all[index - 1]?.kind;
    const closes = token.kind === "}" || token.kind === "]";
    if (closes) depth--;
    const opened = previous === "{" || previous === "[";
    if ((opened && !closes) || previous === "," || (closes && !opened)) {
      written += `\n${"  ".repeat(depth)}`;
    } else if (previous === ":") {
      written += " ";
    }
    written += text.slice(token.at, token.end);
    if (token.kind === "{" || token.kind === "[") depth++;
  });
  return written;
}

/** "line 3, column 14", both from 1. */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return `line ${line}, column ${at - (before.lastIndexOf("\n") + 1) + 1}`;
}
