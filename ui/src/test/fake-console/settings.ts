import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { MobileSettingsView } from "../../bindings/MobileSettingsView";
import type { MobileSyncSettings } from "../../bindings/MobileSyncSettings";
import type { MobileSyncSettingsOverride } from "../../bindings/MobileSyncSettingsOverride";
import type { ProcessorSettingsView } from "../../bindings/ProcessorSettingsView";
import type { SettingInfo } from "../../bindings/SettingInfo";
import type { SettingsScope } from "../../bindings/SettingsScope";
import { type Handlers, refusal } from "../fake-platform";
import { PROFILES, USERS } from "./people";

function info(
  name: string,
  label: string,
  meaning: string,
  recommended: string,
  more: Partial<SettingInfo> = {},
) {
  const none = { range: null, unit: null, advice: null, perProfile: true };
  return { name, label, meaning, recommended, ...none, ...more };
}

const MOBILE_FIELDS: SettingInfo[] = [
  info(
    "relatedRecordRetrieve",
    "Related Record Retrieve",
    "Shows the names of related records that the user may not open, read-only.",
    "true",
  ),
  info(
    "mobileNonWifiDataLimitInMegabytes",
    "Mobile Non Wifi Data Limit in Megabytes",
    "How much a sync may download without Wi-Fi before the user is warned.",
    "25",
    { range: { min: 1, max: 10_000 }, unit: "MB" },
  ),
  info(
    "mobileOfflineDaysLimit",
    "Mobile Offline Days Limit",
    "How many days a device may stay offline before the app asks for a sync and blocks until it is done.",
    "30",
    { range: { min: 1, max: 365 }, unit: "days" },
  ),
  info(
    "mobileTimeoutPeriodInMinutes",
    "Mobile Timeout Period in Minutes",
    "Minutes without activity before the app returns to the PIN screen.",
    "60",
    { range: { min: 1, max: 1440 }, unit: "minutes" },
  ),
  info(
    "numberOfItemsPerTransaction",
    "Number of Items per Transaction",
    "More items than this are split into several transactions that depend on each other.",
    "10",
    {
      range: { min: 1, max: 200 },
      unit: "items",
      advice: "Under 5 splits changes into too many transactions; over 50 can meet API limits.",
    },
  ),
  info(
    "isForceFullSyncEnabled",
    "Is Force Full Sync Enabled",
    "Turns the next delta sync of each device into a full sync. Switch it off again afterwards.",
    "false",
  ),
  info(
    "idleTimeBackgroundSync",
    "Idle Time Background Sync",
    "Syncs data and metadata at night when a device is idle, online and charging. One switch for the whole org.",
    "false",
    { perProfile: false },
  ),
];

const PROCESSOR_FIELDS: SettingInfo[] = [
  info(
    "optimizePerformanceByGroupingItems",
    "Optimize performance by grouping items",
    "Applies the items of a transaction with the same object and operation as one batch. Never changes the result.",
    "true",
  ),
  info(
    "cancelSyncForDeletedRecords",
    "Cancel sync for deleted records",
    "A transaction that deletes a record which is already deleted becomes Canceled. Off: it fails like any other.",
    "true",
  ),
  info(
    "cancelSyncWhenRecordIsNotFound",
    "Cancel sync when record isn't found",
    "A transaction that updates a record which does not exist becomes Canceled. Off: it fails like any other.",
    "true",
  ),
  info(
    "retrySyncForLockedRows",
    "Retry sync for locked rows",
    "UNABLE_TO_LOCK_ROW is retried until it succeeds or another error occurs, however often. Off: it counts like any other error.",
    "true",
  ),
  info(
    "numberOfRetryAttempts",
    "Number of Retry Attempts",
    "Retries after the first failure; then Failed.",
    "3",
    { range: { min: 0, max: 20 }, unit: "retries" },
  ),
].map((field) => ({ ...field, perProfile: false }));

const NOTHING: MobileSyncSettingsOverride = {
  relatedRecordRetrieve: null,
  mobileNonWifiDataLimitInMegabytes: null,
  mobileOfflineDaysLimit: null,
  mobileTimeoutPeriodInMinutes: null,
  numberOfItemsPerTransaction: null,
  isForceFullSyncEnabled: null,
};

const MOBILE: MobileSyncSettings = {
  relatedRecordRetrieve: true,
  mobileNonWifiDataLimitInMegabytes: 25,
  mobileOfflineDaysLimit: 30,
  mobileTimeoutPeriodInMinutes: 60,
  numberOfItemsPerTransaction: 10,
  isForceFullSyncEnabled: false,
  idleTimeBackgroundSync: false,
};

export function settingsHandlers(emit: (event: ConsoleEvent) => void): Handlers {
  const mobile: MobileSettingsView = {
    fields: MOBILE_FIELDS,
    orgDefault: MOBILE,
    orgDefaultVersion: 1,
    profiles: PROFILES.map((profile, at) => ({
      profile,
      userCount: USERS.filter(({ ProfileId }) => ProfileId === profile.Id).length,
      overrides: at === 1 ? { ...NOTHING, mobileOfflineDaysLimit: 14 } : NOTHING,
      effective: at === 1 ? { ...MOBILE, mobileOfflineDaysLimit: 14 } : MOBILE,
      version: at === 1 ? 1 : 0,
    })),
    history: [
      change(
        { kind: "profile", profileId: PROFILES[1]?.Id ?? "" },
        "mobileOfflineDaysLimit",
        "inherited",
        "14",
      ),
    ],
  };
  const processor: ProcessorSettingsView = {
    fields: PROCESSOR_FIELDS,
    value: {
      optimizePerformanceByGroupingItems: true,
      cancelSyncForDeletedRecords: true,
      cancelSyncWhenRecordIsNotFound: true,
      retrySyncForLockedRows: true,
      numberOfRetryAttempts: 3,
    },
    version: 1,
    history: [],
  };
  const check = (expected: number, version: number, current: unknown) => {
    if (expected !== version)
      throw refusal("conflict", "The settings were changed by someone else meanwhile.", current);
  };
  const saved = <T>(view: T): T => {
    emit({ type: "settingsChanged" });
    return view;
  };
  return {
    "settings.mobile": () => mobile,
    "settings.saveMobileDefault": ({ value, expectedVersion }) => {
      check(expectedVersion, mobile.orgDefaultVersion, mobile);
      mobile.orgDefault = value;
      mobile.orgDefaultVersion++;
      for (const profile of mobile.profiles) profile.effective = effective(profile.overrides, value);
      return saved(mobile);
    },
    "settings.saveMobileProfile": ({ profileId, value, expectedVersion }) => {
      const profile = mobile.profiles.find((other) => other.profile.Id === profileId);
      if (!profile) throw refusal("notFound", `The profile "${profileId}" is not in this workspace.`);
      check(expectedVersion, profile.version, mobile);
      profile.overrides = value;
      profile.effective = effective(value, mobile.orgDefault);
      profile.version++;
      return saved(mobile);
    },
    "settings.processor": () => processor,
    "settings.saveProcessor": ({ value, expectedVersion, reason }) => {
      check(expectedVersion, processor.version, processor);
      processor.history.unshift({
        ...change(
          { kind: "processor" },
          "numberOfRetryAttempts",
          String(processor.value.numberOfRetryAttempts),
          String(value.numberOfRetryAttempts),
        ),
        reason,
      });
      processor.value = value;
      processor.version++;
      return saved(processor);
    },
  };
}

function effective(
  overrides: MobileSyncSettingsOverride,
  orgDefault: MobileSyncSettings,
): MobileSyncSettings {
  const own = Object.entries(overrides).filter(([, value]) => value !== null);
  return { ...orgDefault, ...Object.fromEntries(own) };
}

function change(scope: SettingsScope, field: string, oldValue: string, newValue: string) {
  return {
    scope,
    changedAt: "2026-11-20T09:12:00.000Z",
    actor: "sam",
    field,
    oldValue,
    newValue,
    reason: "Pilot of the key accounts",
  };
}
