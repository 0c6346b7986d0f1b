import { describe, expect, it } from "vitest";

import { looksLikeId, numberJson, numberText, plainText, textJson } from "./field-text";

describe("values of a payload", () => {
  it("are shown without the quotes of JSON", () => {
    expect(plainText('"a\\u0062\\n"')).toBe("ab\n");
    expect(plainText("null")).toBe("");
    expect(plainText("12345678901234567890.10")).toBe("12345678901234567890.10");
    expect(plainText('{"a": 1}')).toBe('{"a": 1}');
  });

  it("that are numbers keep every digit on their way through the form", () => {
    for (const number of ["12345678901234567890.10", "-0.0", "1e400", "0.1000"]) {
      expect(numberJson(numberText(number))).toBe(number);
    }
  });

  it("show a text in a number field for what it is", () => {
    expect(numberText('"12"')).toBe('"12"');
    expect(numberText('"12."')).toBe("12.");
    expect(numberJson("12.")).toBe('"12."');
    expect(numberJson("007")).toBe('"007"');
    expect(numberJson(" ")).toBe("null");
  });

  it("that are texts are null when nothing is typed", () => {
    expect(textJson("")).toBe("null");
    expect(textJson('say "hi"')).toBe('"say \\"hi\\""');
  });

  it("are Ids by their shape", () => {
    expect(looksLikeId("001000000000001")).toBe(true);
    expect(looksLikeId("001000000000001AAA")).toBe(true);
    expect(looksLikeId("visit-7")).toBe(false);
  });
});
