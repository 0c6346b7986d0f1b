import { describe, expect, it } from "vitest";

import { attempts, ceiling, dayName, failureRate, lastDays } from "./days";

const NOW = Date.parse("2026-11-23T00:30:00.000Z");

describe("the days of the chart", () => {
  it("end today in UTC, and those on which nothing was settled have zeros", () => {
    const known = { day: "2026-11-22", success: 5, failed: 2, retry: 1, canceled: 1, manual: 1 };
    const days = lastDays([known], NOW, 3);
    expect(days.map(({ day }) => day)).toEqual(["2026-11-21", "2026-11-22", "2026-11-23"]);
    expect(days[1]).toBe(known);
    expect(days.map(attempts)).toEqual([0, 10, 0]);
  });

  it("have names and a share of failures", () => {
    expect(dayName("2026-11-02")).toBe("2 Nov");
    expect(failureRate(1, 8)).toBe("12.5 %");
    expect(failureRate(0, 0)).toBe("–");
  });

  it.each([
    [0, 5],
    [5, 5],
    [6, 10],
    [24, 25],
    [26, 50],
    [94, 100],
    [101, 200],
    [2400, 2500],
  ])("%d fits below %d", (largest, top) => expect(ceiling(largest)).toBe(top));
});
