import { describe, expect, it } from "vitest";

import { isDay, momentOf, utcParts, withDay, withTime } from "./moments";

describe("days and moments", () => {
  it.each([
    ["2026-11-23T09:30:00Z", "2026-11-23T09:30:00.000Z"],
    ["2026-11-23T09:30:00.5+02:00", "2026-11-23T07:30:00.500Z"],
    ["2026-11-23T09:30:00.000+0000", "2026-11-23T09:30:00.000Z"],
    ["2026-11-23T23:30:00", "2026-11-23T23:30:00.000Z"],
    ["2026-02-30T09:30:00Z", null],
    ["2026-11-23", null],
    ["yesterday", null],
    ["", null],
  ])("%j is the moment %j", (text, moment) => expect(momentOf(text)).toBe(moment));

  it("are days only where the calendar has them", () => {
    expect(isDay("2028-02-29")).toBe(true);
    expect(isDay("2026-02-29")).toBe(false);
    expect(isDay("2026-2-9")).toBe(false);
  });

  it("are picked in UTC", () => {
    const moment = "2026-11-23T09:30:15.250Z";
    expect(utcParts(moment)).toEqual({ day: "2026-11-23", time: "09:30:15" });
    expect(withDay(moment, "2026-12-01")).toBe("2026-12-01T09:30:15.250Z");
    expect(withDay(null, "2026-12-01")).toBe("2026-12-01T00:00:00.000Z");
    expect(withTime(moment, "10:00:00")).toBe("2026-11-23T10:00:00.000Z");
  });
});
