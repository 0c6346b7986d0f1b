import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { MobileSettingsView } from "../../bindings/MobileSettingsView";
import type { MobileSyncSettings } from "../../bindings/MobileSyncSettings";
import type { MobileSyncSettingsOverride } from "../../bindings/MobileSyncSettingsOverride";
import type { ProcessorSettingsView } from "../../bindings/ProcessorSettingsView";
import type { SettingChange } from "../../bindings/SettingChange";
import type { SettingsScope } from "../../bindings/SettingsScope";
import { type Handlers, refusal } from "../fake-platform";
import { PROFILES } from "./people";
import { MOBILE_FIELDS, PROCESSOR_FIELDS } from "./setting-fields";

const INHERITED: MobileSyncSettingsOverride = {
  relatedRecordRetrieve: null,
  mobileNonWifiDataLimitInMegabytes: null,
  mobileOfflineDaysLimit: null,
  mobileTimeoutPeriodInMinutes: null,
  numberOfItemsPerTransaction: null,
  isForceFullSyncEnabled: null,
};

/** The org default as recommended; the second profile overrides one field. */
export function mobileView(): MobileSettingsView {
  const orgDefault: MobileSyncSettings = {
    relatedRecordRetrieve: true,
    mobileNonWifiDataLimitInMegabytes: 25,
    mobileOfflineDaysLimit: 30,
    mobileTimeoutPeriodInMinutes: 60,
    numberOfItemsPerTransaction: 10,
    isForceFullSyncEnabled: false,
    idleTimeBackgroundSync: false,
  };
  const profiles = PROFILES.map((profile, at) => {
    const overrides = at === 1 ? { ...INHERITED, mobileOfflineDaysLimit: 14 } : INHERITED;
    return {
      profile,
      userCount: [112, 58, 1][at] ?? 0,
      overrides,
      effective: effective(orgDefault, overrides),
      version: at,
    };
  });
  const changed: SettingChange = {
    scope: { kind: "profile", profileId: PROFILES[1]?.Id ?? "" },
    changedAt: new Date(Date.now() - 9 * 86_400_000).toISOString(),
    actor: "sam",
    field: "mobileOfflineDaysLimit",
    oldValue: "null",
    newValue: "14",
    reason: "Key accounts must not work on data older than two weeks",
  };
  return { fields: MOBILE_FIELDS, orgDefault, orgDefaultVersion: 0, profiles, history: [changed] };
}

/** The Sync Processor settings as recommended. */
export function processorView(): ProcessorSettingsView {
  return {
    fields: PROCESSOR_FIELDS,
    value: {
      optimizePerformanceByGroupingItems: true,
      cancelSyncForDeletedRecords: true,
      cancelSyncWhenRecordIsNotFound: true,
      retrySyncForLockedRows: true,
      numberOfRetryAttempts: 3,
    },
    version: 0,
    history: [],
  };
}

/** Settings that can be saved, with versions and history. */
export function settingsHandlers(emit: (event: ConsoleEvent) => void): Handlers {
  let mobile = mobileView();
  let processor = processorView();
  const saved = <T>(view: T): T => {
    emit({ type: "settingsChanged" });
    return view;
  };
  return {
    "settings.mobile": () => mobile,
    "settings.processor": () => processor,
    "settings.saveMobileDefault": ({ value, expectedVersion, reason }) => {
      expectVersion(
        expectedVersion,
        mobile.orgDefaultVersion,
        "The org default of the Mobile Sync Settings",
        mobile,
      );
      const history = [...changes({ kind: "mobile" }, mobile.orgDefault, value, reason), ...mobile.history];
      const profiles = mobile.profiles.map((profile) => ({
        ...profile,
        effective: effective(value, profile.overrides),
      }));
      mobile = { ...mobile, orgDefault: value, orgDefaultVersion: expectedVersion + 1, profiles, history };
      return saved(mobile);
    },
    "settings.saveMobileProfile": ({ profileId, value, expectedVersion, reason }) => {
      const before = mobile.profiles.find(({ profile }) => profile.Id === profileId);
      if (!before) throw refusal("notFound", `The profile "${profileId}" is not in this workspace.`);
      expectVersion(expectedVersion, before.version, "The Mobile Sync Settings of the profile", mobile);
      const history = [
        ...changes({ kind: "profile", profileId }, before.overrides, value, reason),
        ...mobile.history,
      ];
      const after = {
        ...before,
        overrides: value,
        effective: effective(mobile.orgDefault, value),
        version: expectedVersion + 1,
      };
      mobile = { ...mobile, profiles: mobile.profiles.map((one) => (one === before ? after : one)), history };
      return saved(mobile);
    },
    "settings.saveProcessor": ({ value, expectedVersion, reason }) => {
      expectVersion(expectedVersion, processor.version, "The Sync Processor settings", processor);
      const history = [
        ...changes({ kind: "processor" }, processor.value, value, reason),
        ...processor.history,
      ];
      processor = { ...processor, value, version: expectedVersion + 1, history };
      return saved(processor);
    },
  };
}

/** Refuses to save over what somebody else saved. */
export function expectVersion(expected: number, current: number, what: string, view: unknown) {
  if (expected === current) return;
  throw refusal(
    "conflict",
    `${what} was changed by someone else meanwhile; look at the current values and decide again.`,
    view,
  );
}

function effective(
  orgDefault: MobileSyncSettings,
  overrides: MobileSyncSettingsOverride,
): MobileSyncSettings {
  const own = Object.entries(overrides).filter(([, value]) => value !== null);
  return { ...orgDefault, ...Object.fromEntries(own) };
}

/** What is different, as the history has it. */
export function changes(
  scope: SettingsScope,
  before: object,
  after: object,
  reason: string,
): SettingChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]) =>
    old.get(field) === value
      ? []
      : [
          {
            scope,
            changedAt: new Date().toISOString(),
            actor: "sam",
            field,
            oldValue: JSON.stringify(old.get(field) ?? null),
            newValue: JSON.stringify(value),
            reason,
          },
        ],
  );
}
