import { describe, expect, it } from "vitest";

import { errorGroup } from "../../../test/error-group-fixture";
import { decisionOf, valuesOf } from "./decision";

const NOW = Date.parse("2026-11-16T10:00:00.000Z");

describe("a decision about an error group", () => {
  it("begins as the group stands", () => {
    expect(decisionOf(errorGroup({ assignee: "Ada" }), NOW)).toEqual({
      choice: "new",
      isKnown: false,
      snoozedUntil: "2026-11-23T10:00:00.000Z",
      assignee: "Ada",
      note: "",
    });
    const snoozed = errorGroup({ state: "snoozed", snoozedUntil: "2026-11-17T08:00:00.000Z" });
    expect(decisionOf(snoozed, NOW)).toMatchObject({
      choice: "snoozed",
      snoozedUntil: "2026-11-17T08:00:00.000Z",
    });
  });

  it("about one that came back is that it is known again", () => {
    expect(decisionOf(errorGroup({ state: "regressed" }), NOW).choice).toBe("known");
  });

  it.each([false, true])("leaves a snoozed one as it was once its time is over: known %s", (isKnown) => {
    const group = errorGroup({ isKnown, state: isKnown ? "known" : "new" });
    const decision = { ...decisionOf(group, NOW), choice: "snoozed" as const, note: " wait " };
    expect(valuesOf(decision)).toEqual({
      isKnown,
      snoozedUntil: "2026-11-23T10:00:00.000Z",
      assignee: null,
      note: "wait",
    });
    expect(valuesOf({ ...decision, choice: "known" })).toMatchObject({ isKnown: true, snoozedUntil: null });
  });
});
