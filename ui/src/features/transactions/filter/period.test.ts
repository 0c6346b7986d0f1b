import { describe, expect, it } from "vitest";

import { localDay, startOf } from "./period";

describe("periods", () => {
  it("begin so many days before now, on the minute", () => {
    expect(startOf(7, new Date("2026-11-23T10:15:42.123Z"))).toBe("2026-11-16T10:15:00.000Z");
  });

  it("are named by the local day, with the time unless it is midnight", () => {
    expect(localDay(new Date(2026, 10, 3, 0, 0).toISOString())).toBe("2026-11-03");
    expect(localDay(new Date(2026, 10, 3, 8, 5).toISOString())).toBe("2026-11-03 08:05");
  });
});
