import { describe, expect, it } from "vitest";

import { errorGroup } from "../../test/error-group-fixture";
import { ordered } from "./order";
import { groupsSearch, isIn } from "./search";

describe("the error groups", () => {
  it("come by what needs attention, the most frequent first", () => {
    const groups = [
      errorGroup({ id: 1, state: "snoozed", failed: 900 }),
      errorGroup({ id: 2, state: "known", failed: 800 }),
      errorGroup({ id: 3, state: "new", failed: 2 }),
      errorGroup({ id: 4, state: "regressed", failed: 7 }),
      errorGroup({ id: 5, state: "known", failed: 801 }),
    ];
    expect(ordered(groups, undefined, false).map(({ id }) => id)).toEqual([4, 3, 5, 2, 1]);
    expect(ordered(groups, "failed", false).map(({ id }) => id)).toEqual([1, 5, 2, 4, 3]);
    expect(ordered(groups, "failed", true).map(({ id }) => id)).toEqual([3, 4, 2, 5, 1]);
  });

  it("are gone once nothing is Failed, whatever their state", () => {
    const gone = errorGroup({ state: "known", failed: 0 });
    expect(isIn("gone", gone)).toBe(true);
    expect(isIn("known", gone)).toBe(false);
    expect(isIn("failing", gone)).toBe(false);
    expect(isIn("failing", errorGroup({ state: "snoozed" }))).toBe(true);
    expect(isIn("new", errorGroup({ state: "snoozed" }))).toBe(false);
  });

  it("are named by their URL, which may hold anything", () => {
    expect(groupsSearch({ view: "gone", open: "4711", sort: "users", ascending: true })).toEqual({
      view: "gone",
      open: 4711,
      sort: "users",
      ascending: true,
    });
    expect(groupsSearch({ view: "failing", open: -1, sort: "pattern", ascending: true })).toEqual({});
  });
});
