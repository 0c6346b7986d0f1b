import { describe, expect, it } from "vitest";

import { fieldsOf, findField, readPayload, withField, withoutField } from "./payload";

describe("a payload", () => {
  it("gives its fields in order, values as they were written", () => {
    const fields = fieldsOf('{ "b" : 12345678901234567890.10, "a\\u0062":null,"c":[1, {"d":2}] }');
    expect(fields.map(({ name, json }) => [name, json])).toEqual([
      ["b", "12345678901234567890.10"],
      ["ab", "null"],
      ["c", '[1, {"d":2}]'],
    ]);
    expect(findField(fields, "AB")?.json).toBe("null");
  });

  it.each([
    ["", "nothing here"],
    ["[1]", "begins with {"],
    ['{"a":1} x', 'x is not JSON: text needs "quotes"'],
    ['{"a":1}{}', "ended before this"],
    ['{"Name":1,"name":2}', "name is there more than once"],
    ['{"a":}', "where a value is expected"],
  ])("that is %j is refused", (text, why) => {
    expect(readPayload(text).problem?.message).toContain(why);
  });

  it("keeps everything else as it is when a field is set", () => {
    expect(withField('{"A":1.50,\n "b":"x"}', "a", "2")).toBe('{"A":2,\n "b":"x"}');
    expect(withField('{"a":1}', "b", '"x"')).toBe('{"a":1,"b":"x"}');
    expect(withField('{\n  "a": 1\n}', "b", "2")).toBe('{\n  "a": 1,\n  "b": 2\n}');
    expect(withField("{}", "a", "null")).toBe('{"a": null}');
    expect(withField('{"x":{"a":1}}', "a", "2")).toBe('{"x":{"a":1},"a":2}');
  });

  it("loses nothing but the field that is taken out", () => {
    const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}';
    expect(withoutField(text, "a")).toBe('{\n  "b": 2,\n  "c": 3\n}');
    expect(withoutField(text, "B")).toBe('{\n  "a": 1,\n  "c": 3\n}');
    expect(withoutField(text, "c")).toBe('{\n  "a": 1,\n  "b": 2\n}');
    expect(withoutField('{ "a":1 }', "a")).toBe("{}");
    expect(withoutField(text, "d")).toBe(text);
  });

  it("takes names that mean something to JavaScript", () => {
    expect(fieldsOf('{"__proto__":1,"constructor":2}').map(({ name }) => name)).toEqual([
      "__proto__",
      "constructor",
    ]);
  });
});
