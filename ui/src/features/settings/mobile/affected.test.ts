import { describe, expect, it } from "vitest";

import type { ProfileSettings } from "../../../bindings/ProfileSettings";
import { mobileView } from "../../../test/fake-console/settings";
import type { Change } from "../draft";
import type { SettingValue } from "../value";
import { affectedByDefault, affectedByProfile, overrideCount } from "./affected";

const VIEW = mobileView();
const [reps, managers] = VIEW.profiles as [ProfileSettings, ProfileSettings];

function change(name: string, before: SettingValue, after: SettingValue): Change {
  const info = VIEW.fields.find((field) => field.name === name);
  if (!info) throw new Error(`no field ${name}`);
  return { info, before, after };
}

describe("whom a change affects", () => {
  it("is everybody, for a field that no profile overrides", () => {
    const changes = [change("numberOfItemsPerTransaction", 10, 12)];
    expect(affectedByDefault(changes, VIEW.profiles)).toBe("Affects 171 users in 3 profiles.");
  });

  it("leaves out the profiles that override the field", () => {
    const changes = [change("mobileOfflineDaysLimit", 30, 20)];
    expect(affectedByDefault(changes, VIEW.profiles)).toBe(
      "Affects 113 users in 2 profiles. Key Account Manager keeps its own values.",
    );
    expect(affectedByDefault(changes, [managers])).toMatch(/^Nobody is affected/);
    expect(affectedByDefault(changes, [])).toMatch(/no profile/);
  });

  it("is the users of the profile, when another value holds for them", () => {
    const changes = [change("mobileOfflineDaysLimit", null, 20)];
    expect(affectedByProfile(changes, VIEW.orgDefault, reps)).toBe(
      "Affects 112 users with the profile Sales Representative.",
    );
  });

  it("is nobody, when a profile overrides a value with the same", () => {
    const changes = [change("mobileOfflineDaysLimit", null, 30)];
    expect(affectedByProfile(changes, VIEW.orgDefault, reps)).toMatch(/^Changes no value now/);
  });

  it("counts what a profile overrides", () => {
    expect([reps, managers].map(overrideCount)).toEqual([0, 1]);
  });
});
