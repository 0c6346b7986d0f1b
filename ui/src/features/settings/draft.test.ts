import { describe, expect, it } from "vitest";

import { MOBILE_FIELDS as FIELDS } from "../../test/fake-console/setting-fields";
import {
  changesOf,
  conflictsOf,
  read,
  rebased,
  type Saved,
  withChange,
  withoutConflicts,
  written,
} from "./draft";

const AT = "2026-11-23T12:00:00.000Z";
const DAYS = "mobileOfflineDaysLimit";
const ITEMS = "numberOfItemsPerTransaction";

function saved(version: number, days: number, items: number): Saved {
  return { version, values: { [DAYS]: days, [ITEMS]: items } };
}

describe("unsaved changes", () => {
  it("are gone when the value is what is saved again", () => {
    const draft = withChange(undefined, saved(1, 30, 10), DAYS, 20, AT);
    expect(changesOf(draft, saved(1, 30, 10), FIELDS)).toMatchObject([{ before: 30, after: 20 }]);
    expect(withChange(draft, saved(1, 30, 10), DAYS, 30, AT)).toBeUndefined();
  });

  it("conflict only where somebody else changed the same field to something else", () => {
    const draft = withChange(undefined, saved(1, 30, 10), DAYS, 20, AT);
    expect(conflictsOf(draft, saved(2, 30, 50), FIELDS)).toEqual([]);
    expect(conflictsOf(draft, saved(2, 20, 10), FIELDS)).toEqual([]);
    expect(conflictsOf(draft, saved(2, 14, 10), FIELDS)).toMatchObject([{ base: 30, theirs: 14, mine: 20 }]);
  });

  it("keep the value that was there first as the base, also when the field is changed once more", () => {
    const draft = withChange(undefined, saved(1, 30, 10), DAYS, 20, AT);
    const again = withChange(draft, saved(2, 14, 10), DAYS, 21, AT);
    expect(conflictsOf(again, saved(2, 14, 10), FIELDS)).toMatchObject([{ base: 30, theirs: 14, mine: 21 }]);
  });

  it("of a profile conflict with a value that was inherited before", () => {
    const before: Saved = { version: 0, values: { [DAYS]: null } };
    const now: Saved = { version: 1, values: { [DAYS]: 14 } };
    const draft = withChange(undefined, before, DAYS, 20, AT);
    expect(conflictsOf(draft, now, FIELDS)).toMatchObject([{ base: null, theirs: 14, mine: 20 }]);
  });

  it("are settled by keeping mine, or by taking theirs and keeping the rest", () => {
    let draft = withChange(undefined, saved(1, 30, 10), DAYS, 20, AT);
    draft = withChange(draft, saved(1, 30, 10), ITEMS, 12, AT);
    const now = saved(2, 14, 10);
    const kept = draft && rebased(draft, now);
    expect(conflictsOf(kept, now, FIELDS)).toEqual([]);
    expect(changesOf(kept, now, FIELDS)).toMatchObject([{ after: 20 }, { after: 12 }]);
    const taken = draft && withoutConflicts(draft, now, FIELDS);
    expect(conflictsOf(taken, now, FIELDS)).toEqual([]);
    expect(changesOf(taken, now, FIELDS)).toMatchObject([{ after: 12 }]);
  });

  it("come back as they were written, without what the form does not know", () => {
    const draft = withChange(undefined, saved(1, 30, 10), DAYS, "", AT);
    expect(read(draft ? written(draft) : null, FIELDS)).toEqual(draft);
    const odd = { baseVersion: 1, base: {}, changed: { [DAYS]: "soon", gone: 1, [ITEMS]: 12 }, at: AT };
    expect(read(JSON.stringify(odd), FIELDS)?.changed).toEqual({ [ITEMS]: 12 });
  });

  it.each([
    "",
    "null",
    "{}",
    '{"changed":[]}',
    '{"changed":{"mobileOfflineDaysLimit":5},"base":{},"at":"x"}',
  ])("that cannot be read are none: %s", (text) => expect(read(text, FIELDS)).toBeUndefined());
});
