import { describe, expect, it } from "vitest";

import { age, duration, exactLocal, exactUtc, relative } from "./format";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");

describe("times", () => {
  it.each([
    [0, "just now"],
    [-44_000, "just now"],
    [20_000, "in a moment"],
    [-5 * 60_000, "5 min ago"],
    [-3 * 3_600_000, "3 h ago"],
    [2 * 3_600_000, "in 2 h"],
    [-3 * 86_400_000, "3 d ago"],
  ])("%d ms from now reads %s", (offset, text) => {
    expect(relative(NOW + offset, NOW)).toBe(text);
  });

  it("shows the exact moment in UTC with milliseconds, and locally with its offset", () => {
    expect(exactUtc("2026-11-23T12:00:00.045Z")).toBe("2026-11-23 12:00:00.045 UTC");
    expect(exactLocal("2026-11-23T12:00:00.045Z")).toMatch(
      /^2026-11-2\d \d\d:\d\d:00 local \(UTC[+-]\d\d:\d\d\)$/,
    );
  });

  it.each([
    [12, "12 ms"],
    [2_440, "2.4 s"],
    [185_000, "3 min 5 s"],
    [7_320_000, "2 h 2 min"],
  ])("%d ms lasts %s", (ms, text) => expect(duration(ms)).toBe(text));

  it.each([
    [60_000, "1 minute"],
    [25 * 3_600_000, "25 hours"],
    [3 * 86_400_000, "3 days"],
  ])("%d ms is the age %s", (ms, text) => expect(age(ms)).toBe(text));
});
