import { describe, expect, it } from "vitest";

import { compare, merge, winner } from "./conflict";
import { editOf, UNTOUCHED, withItem, withTransactionField } from "./draft";
import { detail, VISIT } from "../../../test/transaction-fixture";

const PAYLOAD = '{"Subject":"Call","Amount":12345678901234567890.10,"Note":"a"}';
const base = () => detail({ payload: PAYLOAD });

describe("a conflict", () => {
  it("shows field by field who changed what", () => {
    const theirs = detail({
      payload: '{"Subject":"Their call","Amount":12345678901234567890.10,"Extra":1,"Note":"same"}',
      transaction: { Sequence: 9 },
    });
    let draft = withItem(UNTOUCHED, VISIT, {
      fieldValues: '{"Subject":"My call","Amount":12345678901234567890.11,"Note":"same"}',
    });
    draft = withTransactionField(draft, "Comments", "mine");
    const rows = compare(base(), theirs, draft);
    expect(rows.map(({ field, theirs: their, mine, changedBy }) => [field, their, mine, changedBy])).toEqual([
      ["Comments", null, "mine", "mine"],
      ["Sequence", "9", "4", "theirs"],
      ["Subject", '"Their call"', '"My call"', "both"],
      ["Amount", "12345678901234567890.10", "12345678901234567890.11", "mine"],
      ["Note", '"same"', '"same"', "bothAlike"],
      ["Extra", "1", null, "theirs"],
    ]);
    expect(rows.filter((row) => winner(row, {}) === undefined).map(({ field }) => field)).toEqual([
      "Subject",
    ]);
  });

  it("needs a choice where nobody can see whether a hidden value was changed", () => {
    const hidden = '{"Subject":"•••","Note":"a"}';
    const draft = withItem(UNTOUCHED, VISIT, { fieldValues: '{"Subject":"My call","Note":"a"}' });
    const rows = compare(detail({ payload: hidden }), detail({ payload: hidden, version: 8 }), draft);
    expect(rows.map(({ field, changedBy }) => [field, changedBy])).toEqual([["Subject", "both"]]);
    expect(compare(detail({ payload: hidden }), detail({ payload: hidden }), UNTOUCHED)).toEqual([]);
  });

  it("ends as theirs with what is mine by choice", () => {
    const theirs = detail({ payload: '{"Subject":"Their call","Amount":1,"Extra":1}', version: 8 });
    const draft = withItem(UNTOUCHED, VISIT, { fieldValues: '{"Subject":"My call","Amount":2,"Note":"a"}' });
    const rows = compare(base(), theirs, draft);
    const merged = merge(rows, { [`${VISIT} Subject`]: "theirs", [`${VISIT} Amount`]: "mine" });
    expect(editOf(theirs, merged).items[0]?.fieldValues).toBe(
      '{"Subject":"Their call","Amount":2,"Extra":1}',
    );
  });

  it("takes a payload as a whole where one side is no JSON object", () => {
    const theirs = detail({ payload: "{broken" });
    const draft = withItem(UNTOUCHED, VISIT, { fieldValues: '{"Subject":"mine"}' });
    const rows = compare(base(), theirs, draft);
    expect(rows.map(({ field, changedBy }) => [field, changedBy])).toEqual([["FieldValues", "both"]]);
    const merged = merge(rows, { [`${VISIT} FieldValues`]: "mine" });
    expect(editOf(theirs, merged).items[0]?.fieldValues).toBe('{"Subject":"mine"}');
  });

  it("takes out what I took out", () => {
    const theirs = detail({ payload: PAYLOAD, transaction: { Comments: "theirs" } });
    const draft = withItem(UNTOUCHED, VISIT, { fieldValues: '{"Subject":"Call"}' });
    const merged = merge(compare(base(), theirs, draft), {});
    expect(editOf(theirs, merged)).toMatchObject({
      fields: [],
      items: [{ fieldValues: '{"Subject":"Call"}' }],
    });
  });
});
