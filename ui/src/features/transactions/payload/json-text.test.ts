import { describe, expect, it } from "vitest";

import { indented, isJsonValue, JsonProblem, placeOf, tokens } from "./json-text";

describe("JSON as text", () => {
  it.each(['{"a":1}', "[]", "-0.10e+5", '"\\u00e9\\n"', "null", ' {"a": [true, {"b": {}}]} '])(
    "takes %s",
    (text) => expect(isJsonValue(text)).toBe(true),
  );

  it.each([
    "",
    "{",
    "[1,]",
    '{"a"}',
    "{a:1}",
    "01",
    "1.",
    "+1",
    "'x'",
    '"\n"',
    '"\\x"',
    "1 2",
    "tru",
    "NaN",
    '{"a":1]',
  ])("refuses %j", (text) => expect(isJsonValue(text)).toBe(false));

  it("agrees with the browser on what is JSON", () => {
    const pieces = ["{", "}", "[", "]", ",", ":", '"a"', "1", "-2.5e3", "true", " "];
    let seed = 7;
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 5_000; round++) {
      const text = Array.from({ length: 1 + next(7) }, () => pieces[next(pieces.length)]).join("");
      expect(isJsonValue(text), text).toBe(browserTakes(text));
    }
  });

  it("is not exhausted by deep nesting or long texts", () => {
    expect(isJsonValue("[".repeat(100_000))).toBe(false);
    expect(isJsonValue(`"${"\\n".repeat(500_000)}"`)).toBe(true);
  });

  it("sets each member on a line and keeps every digit, escape and duplicate", () => {
    const text = '{"n":12345678901234567890.10,"t":"a\\u0041","e":{},"l":[1,[ ]],"n":1}';
    expect(indented(text)).toBe(
      '{\n  "n": 12345678901234567890.10,\n  "t": "a\\u0041",\n  "e": {},\n  "l": [\n    1,\n    []\n  ],\n  "n": 1\n}',
    );
  });

  it("says where a text goes wrong", () => {
    const text = '{\n  "a": tru\n}';
    try {
      tokens(text);
      expect.unreachable();
    } catch (problem) {
      expect(problem).toBeInstanceOf(JsonProblem);
      expect(placeOf(text, (problem as JsonProblem).at)).toBe("line 2, column 8");
    }
  });
});

function browserTakes(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
