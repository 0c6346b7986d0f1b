import { describe, expect, it } from "vitest";

import { nearness, SALESFORCE_LIMITS, size } from "./limits";

describe("governor limits", () => {
  it("are Salesforce's for asynchronous work unless set otherwise", () => {
    expect(SALESFORCE_LIMITS).toEqual({
      queries: 200,
      statements: 150,
      rows: 10_000,
      cpuMs: 60_000,
      heapBytes: 12_582_912,
    });
  });

  it.each([
    [512, "512 bytes"],
    [1536, "1.5 KB"],
    [12_582_912, "12 MB"],
  ])("%d bytes read %s", (bytes, text) => expect(size(bytes)).toBe(text));

  it.each([
    [10, 200, "fine"],
    [161, 200, "near"],
    [200, 200, "near"],
    [201, 200, "over"],
  ] as const)("%d of %d is %s", (used, allowed, how) => expect(nearness(used, allowed)).toBe(how));
});
