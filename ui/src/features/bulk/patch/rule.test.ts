import { describe, expect, it } from "vitest";

import type { FieldDescribe } from "../../../bindings/FieldDescribe";
import { EMPTY_PATCH, type PatchDraft, ruleOf } from "./rule";

const field = (type: FieldDescribe["type"]) => ({ type }) as FieldDescribe;
const draft = (changes: Partial<PatchDraft>): PatchDraft => ({
  ...EMPTY_PATCH,
  objectName: "Visit",
  field: "Status",
  ...changes,
});

describe("the rule of a patch", () => {
  it("keeps the digits of numbers and quotes texts", () => {
    const long = draft({ first: "12345678901234567890" });
    expect(ruleOf(long, field("double"))?.change).toEqual({ kind: "set", value: "12345678901234567890" });
    expect(ruleOf(long, field("string"))?.change).toEqual({
      kind: "set",
      value: '"12345678901234567890"',
    });
    expect(ruleOf(draft({ first: " True " }), field("boolean"))?.change).toEqual({
      kind: "set",
      value: "true",
    });
    expect(ruleOf(draft({}), field("string"))?.change).toEqual({ kind: "set", value: "null" });
  });

  it("is there once nothing is missing", () => {
    expect(ruleOf(EMPTY_PATCH, undefined)).toBeUndefined();
    expect(ruleOf(draft({ field: null }), undefined)).toBeUndefined();
    expect(ruleOf(draft({ kind: "replace", second: "x" }), undefined)).toBeUndefined();
    expect(ruleOf(draft({ kind: "map" }), undefined)).toBeUndefined();
    expect(ruleOf(draft({ kind: "remove" }), undefined)).toEqual({
      objectName: "Visit",
      field: "Status",
      change: { kind: "remove" },
    });
    const pairs = [
      { from: "Done", to: "Completed" },
      { from: "", to: "" },
    ];
    expect(ruleOf(draft({ kind: "map", pairs }), field("picklist"))?.change).toEqual({
      kind: "map",
      pairs: [{ from: '"Done"', to: '"Completed"' }],
    });
  });
});
