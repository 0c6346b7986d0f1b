import { describe, expect, it } from "vitest";

import { checkOf, editOf, isDirty, UNTOUCHED, withItem, withTransactionField } from "./draft";
import { detail, VISIT } from "../../../test/transaction-fixture";

describe("a draft", () => {
  it("that touched nothing, or came back to what it was, changes nothing", () => {
    const base = detail();
    let draft = withTransactionField(UNTOUCHED, "Sequence", base.transaction.Sequence === null ? null : "4");
    draft = withItem(draft, VISIT, { fieldValues: base.items[0]?.FieldValues ?? "" });
    expect(isDirty(base, draft)).toBe(false);
    expect(editOf(base, draft)).toEqual({ id: base.transaction.Id, fields: [], items: [] });
  });

  it("saves only what differs, and keeps the digits of numbers it never touched", () => {
    const draft = withItem(withTransactionField(UNTOUCHED, "Comments", "checked"), VISIT, {
      fieldValues: '{"Big": 12345678901234567890.10}',
    });
    expect(editOf(detail(), draft)).toMatchObject({
      fields: [{ name: "Comments", value: "checked" }],
      items: [{ itemId: VISIT, fieldValues: '{"Big": 12345678901234567890.10}', recordIdentifier: null }],
    });
  });

  it("changes nothing by setting fields on lines of their own", () => {
    const base = detail({ payload: '{"a":1,"b":[1,2]}' });
    const text = '{\n  "a": 1,\n  "b": [1, 2]\n}';
    expect(isDirty(base, withItem(UNTOUCHED, VISIT, { fieldValues: text }))).toBe(false);
    expect(isDirty(base, withItem(UNTOUCHED, VISIT, { fieldValues: text.replace("1", "1.0") }))).toBe(true);
  });

  it("is checked with every item, also those that nobody touched", () => {
    expect(checkOf(detail(), UNTOUCHED).items).toEqual([
      { itemId: VISIT, fieldValues: null, recordIdentifier: null },
      expect.objectContaining({ fieldValues: null }),
    ]);
  });
});
