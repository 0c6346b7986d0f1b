import type { MobileSyncSettings } from "../../../bindings/MobileSyncSettings";
import type { ProfileSettings } from "../../../bindings/ProfileSettings";
import type { Change } from "../draft";
import type { SettingValues } from "../value";

/** Whom changes of the org default affect, in words: the users of profiles that inherit a changed field. */
export function affectedByDefault(changes: Change[], profiles: ProfileSettings[]): string {
  const affected = profiles.filter(({ overrides }) =>
    changes.some(({ info }) => !isOverridden(overrides, info.name)),
  );
  const keeping = profiles.filter((profile) => !affected.includes(profile));
  if (affected.length === 0) {
    return profiles.length === 0
      ? "There is no profile in this workspace yet, so nobody is affected now."
      : "Nobody is affected now: every profile overrides what you changed.";
  }
  const whom = `Affects ${users(sumOfUsers(affected))} in ${count(affected.length, "profile")}.`;
  if (keeping.length === 0) return whom;
  return `${whom} ${names(keeping)} ${keeping.length === 1 ? "keeps its" : "keep their"} own values.`;
}

/** Whom changes of a profile affect, in words. */
export function affectedByProfile(
  changes: Change[],
  orgDefault: MobileSyncSettings,
  { profile, userCount }: ProfileSettings,
): string {
  const defaults: SettingValues = orgDefault;
  const different = changes.some(({ info, before, after }) => {
    const inherited = defaults[info.name];
    return (before ?? inherited) !== (after ?? inherited);
  });
  if (different) return `Affects ${users(userCount)} with the profile ${profile.Name}.`;
  return "Changes no value now, only whether the profile follows the org default from now on.";
}

/** The profiles that override a field. */
export function overriding(name: string, profiles: ProfileSettings[]): ProfileSettings[] {
  return profiles.filter(({ overrides }) => isOverridden(overrides, name));
}

/** How many fields a profile overrides. */
export function overrideCount({ overrides }: ProfileSettings): number {
  return Object.values(overrides).filter((value) => value !== null).length;
}

/** Profiles by name: "Sales Rep and Key Account Manager". */
export function names(profiles: ProfileSettings[]): string {
  return new Intl.ListFormat("en").format(profiles.map(({ profile }) => profile.Name));
}

/** "1 user", "1,204 users". */
export function users(number: number): string {
  return count(number, "user");
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function sumOfUsers(profiles: ProfileSettings[]): number {
  return profiles.reduce((sum, { userCount }) => sum + userCount, 0);
}

function isOverridden(overrides: SettingValues, name: string): boolean {
  return (overrides[name] ?? null) !== null;
}
