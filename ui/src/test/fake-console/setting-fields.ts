import type { SettingInfo } from "../../bindings/SettingInfo";

const PLAIN = { range: null, unit: null, advice: null, perProfile: false };

/** As `MOBILE_SYNC_SETTINGS` of the crate model has them. */
export const MOBILE_FIELDS: SettingInfo[] = [
  {
    ...PLAIN,
    name: "relatedRecordRetrieve",
    label: "Related Record Retrieve",
    meaning: "Shows the names of related records that the user may not open, read-only.",
    recommended: "true",
    perProfile: true,
  },
  {
    ...PLAIN,
    name: "mobileNonWifiDataLimitInMegabytes",
    label: "Mobile Non Wifi Data Limit in Megabytes",
    meaning: "How much a sync may download without Wi-Fi before the user is warned.",
    recommended: "25",
    range: { min: 1, max: 10_000 },
    unit: "MB",
    perProfile: true,
  },
  {
    ...PLAIN,
    name: "mobileOfflineDaysLimit",
    label: "Mobile Offline Days Limit",
    meaning:
      "How many days a device may stay offline before the app asks for a sync and blocks until it is done.",
    recommended: "30",
    range: { min: 1, max: 365 },
    unit: "days",
    perProfile: true,
  },
  {
    ...PLAIN,
    name: "mobileTimeoutPeriodInMinutes",
    label: "Mobile Timeout Period in Minutes",
    meaning: "Minutes without activity before the app returns to the PIN screen.",
    recommended: "60",
    range: { min: 1, max: 1440 },
    unit: "minutes",
    perProfile: true,
  },
  {
    ...PLAIN,
    name: "numberOfItemsPerTransaction",
    label: "Number of Items per Transaction",
    meaning: "More items than this are split into several transactions that depend on each other.",
    recommended: "10",
    range: { min: 1, max: 200 },
    unit: "items",
    advice: "Under 5 splits changes into too many transactions; over 50 can meet API limits.",
    perProfile: true,
  },
  {
    ...PLAIN,
    name: "isForceFullSyncEnabled",
    label: "Is Force Full Sync Enabled",
    meaning: "Turns the next delta sync of each device into a full sync. Switch it off again afterwards.",
    recommended: "false",
    perProfile: true,
  },
  {
    ...PLAIN,
    name: "idleTimeBackgroundSync",
    label: "Idle Time Background Sync",
    meaning:
      "Syncs data and metadata at night when a device is idle, online and charging. One switch for the whole org.",
    recommended: "false",
  },
];

/** As `SYNC_PROCESSOR_SETTINGS` of the crate model has them. */
export const PROCESSOR_FIELDS: SettingInfo[] = [
  {
    ...PLAIN,
    name: "optimizePerformanceByGroupingItems",
    label: "Optimize performance by grouping items",
    meaning:
      "Applies the items of a transaction with the same object and operation as one batch. Never changes the result.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "cancelSyncForDeletedRecords",
    label: "Cancel sync for deleted records",
    meaning:
      "A transaction that deletes a record which is already deleted becomes Canceled. Off: it fails like any other.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "cancelSyncWhenRecordIsNotFound",
    label: "Cancel sync when record isn't found",
    meaning:
      "A transaction that updates a record which does not exist becomes Canceled. Off: it fails like any other.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "retrySyncForLockedRows",
    label: "Retry sync for locked rows",
    meaning:
      "UNABLE_TO_LOCK_ROW is retried until it succeeds or another error occurs, however often. Off: it counts like any other error.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "numberOfRetryAttempts",
    label: "Number of Retry Attempts",
    meaning: "How often a failed attempt is repeated before the transaction is Failed.",
    recommended: "3",
    range: { min: 0, max: 50 },
    unit: "retries",
  },
];
