import { describe, expect, it } from "vitest";

import type { SettingInfo } from "../../bindings/SettingInfo";
import { MOBILE_FIELDS } from "../../test/fake-console/setting-fields";
import { type DraftValue, problemOf, rangeOf, recommendedOf, shown } from "./value";

function field(name: string): SettingInfo {
  const info = MOBILE_FIELDS.find((one) => one.name === name);
  if (!info) throw new Error(`no field ${name}`);
  return info;
}

const MEGABYTES = field("mobileNonWifiDataLimitInMegabytes");
const RELATED = field("relatedRecordRetrieve");

describe("the value of a setting", () => {
  it("reads as an admin says it", () => {
    expect(shown(25, MEGABYTES)).toBe("25 MB");
    expect(shown(10_000, MEGABYTES)).toBe("10,000 MB");
    expect(shown(2, { ...MEGABYTES, unit: "hours" })).toBe("2 hours");
    expect(shown(1, { ...MEGABYTES, unit: "hours" })).toBe("1 hour");
    expect(shown(null, MEGABYTES)).toBe("inherited");
    expect(shown(false, RELATED)).toBe("Off");
    expect(rangeOf(MEGABYTES)).toBe("1 to 10,000 MB");
    expect(rangeOf(RELATED)).toBeUndefined();
    expect(recommendedOf(RELATED)).toBe(true);
  });

  it.each<[DraftValue, boolean]>([
    [1, true],
    [10_000, true],
    [null, true],
    [0, false],
    [10_001, false],
    [2.5, false],
    ["", false],
  ])("%s is allowed for a number: %s", (value, allowed) => {
    expect(problemOf(value, MEGABYTES) === undefined).toBe(allowed);
  });
});
