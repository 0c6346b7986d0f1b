import { describe, expect, it } from "vitest";

import type { HourCounts } from "../../bindings/HourCounts";
import { attempts, bucketName, buckets, bucketsWithin, comparison, failureRate, finerUnit } from "./buckets";

const NOW = Date.parse("2026-11-23T10:30:00.000Z");

function hour(at: string, failed: number, success = 0): HourCounts {
  return { at, failed, success, retry: 0, canceled: 0, manual: 0 };
}

describe("the bars of the chart", () => {
  it("end with the hour, the day or the seven days that go on", () => {
    const hours = [
      hour("2026-11-22T23:00:00Z", 2, 5),
      hour("2026-11-23T10:00:00Z", 1),
      hour("2020-01-01T00:00:00Z", 9),
    ];
    const byHour = buckets(hours, "hour", NOW);
    expect(byHour).toHaveLength(48);
    expect(byHour.at(-1)).toMatchObject({ start: Date.parse("2026-11-23T10:00:00Z"), failed: 1 });
    expect(byHour.at(-12)).toMatchObject({ failed: 2, success: 5 });
    const byDay = buckets(hours, "day", NOW);
    expect(byDay.slice(-2).map(({ failed }) => failed)).toEqual([2, 1]);
    const byWeek = buckets(hours, "week", NOW);
    expect(byWeek.map(attempts)).toEqual([0, 0, 0, 0, 8]);
    expect(byWeek.at(-1)?.end).toBe(Date.parse("2026-11-24T00:00:00Z"));
  });

  it("are those of a part of the time, shorter when it is short", () => {
    const range = { start: Date.parse("2026-11-22T00:00:00Z"), end: Date.parse("2026-11-24T00:00:00Z") };
    const hours = [hour("2026-11-22T23:00:00Z", 2), hour("2026-11-24T00:00:00Z", 9)];
    expect(finerUnit(range, "week")).toBe("hour");
    const parts = bucketsWithin(hours, "hour", range);
    expect([parts.length, parts.reduce((sum, { failed }) => sum + failed, 0)]).toEqual([48, 2]);
    const twoWeeks = { start: range.end - 14 * 86_400_000, end: range.end };
    expect([finerUnit(twoWeeks, "week"), finerUnit(twoWeeks, "day")]).toEqual(["day", "day"]);
    expect(finerUnit({ start: range.end - 21 * 86_400_000, end: range.end }, "week")).toBe("week");
  });

  it("have names", () => {
    const [bucket] = buckets([], "hour", NOW).slice(-1);
    if (!bucket) throw new Error("no bar");
    expect(bucketName(bucket, "hour")).toBe("10:00");
    expect(bucketName(bucket, "day")).toBe("23 Nov");
    expect(
      buckets([], "week", NOW)
        .map((week) => bucketName(week, "week"))
        .at(-1),
    ).toBe("7 days to 23 Nov");
  });
});

it("today so far is compared with the same hours of other days", () => {
  const hours = [
    hour("2026-11-23T09:00:00Z", 1),
    hour("2026-11-22T09:00:00Z", 2),
    hour("2026-11-22T11:00:00Z", 40),
    hour("2026-11-16T00:00:00Z", 3),
  ];
  const { today, yesterday, lastWeek } = comparison(hours, NOW);
  expect([today.failed, yesterday.failed, lastWeek.failed]).toEqual([1, 2, 3]);
});

it("a share of failures has one digit", () => {
  expect(failureRate(1, 8)).toBe("12.5 %");
  expect(failureRate(0, 0)).toBe("–");
});
