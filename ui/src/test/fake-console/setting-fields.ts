import type { SettingInfo } from "../../bindings/SettingInfo";

const PLAIN = { kind: "switch", range: null, unit: null, advice: null, perProfile: false } as const;

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
    kind: "number",
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
    kind: "number",
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
    kind: "number",
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
    kind: "number",
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
    kind: "number",
    range: { min: 0, max: 50 },
    unit: "retries",
  },
];

/** As `WATCH_SETTINGS` of the crate model has them. */
export const WATCH_FIELDS: SettingInfo[] = [
  {
    ...PLAIN,
    name: "stuckNew",
    label: "Transactions stay New",
    meaning:
      "Tells when a transaction is New for too long: its user should run a full manual sync, or no run takes it.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "stuckNewHours",
    label: "New for longer than",
    meaning: "How long a transaction may be New before the watch tells of it.",
    recommended: "24",
    kind: "number",
    range: { min: 1, max: 720 },
    unit: "hours",
  },
  {
    ...PLAIN,
    name: "failureRate",
    label: "Many attempts fail",
    meaning: "Tells when too large a share of the attempts of the last hours ended as Failed.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "failureRatePercent",
    label: "Failed attempts over",
    meaning: "The share of Failed among all attempts above which the watch tells of it.",
    recommended: "20",
    kind: "number",
    range: { min: 1, max: 99 },
    unit: "%",
  },
  {
    ...PLAIN,
    name: "failureRateHours",
    label: "Attempts of the last",
    meaning: "So many whole hours are looked at, and the hour that goes on.",
    recommended: "1",
    kind: "number",
    range: { min: 1, max: 168 },
    unit: "hours",
  },
  {
    ...PLAIN,
    name: "failureRateAttempts",
    label: "Attempts at least",
    meaning: "With fewer attempts than this a share says little, and the watch does not tell of it.",
    recommended: "20",
    kind: "number",
    range: { min: 1, max: 1_000_000 },
    unit: "attempts",
  },
  {
    ...PLAIN,
    name: "errorGroups",
    label: "New or regressed error group",
    meaning:
      "Tells when transactions fail in a way that nobody has looked at yet, or in one that was mended before.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "errorGroupFailures",
    label: "Failures at least",
    meaning: "How many failures an error group must have before the watch tells of it.",
    recommended: "1",
    kind: "number",
    range: { min: 1, max: 1_000_000 },
    unit: "failures",
  },
  {
    ...PLAIN,
    name: "runFailed",
    label: "A run failed",
    meaning:
      "Tells when a run of the Sync Processor was ended by an error or lost its program. Failed transactions do not make a run fail.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "runMissed",
    label: "A scheduled run was missed",
    meaning:
      "Tells when a scheduled run did not begin in time: no program was there for it, the processor is paused, or another run took too long.",
    recommended: "true",
  },
  {
    ...PLAIN,
    name: "runMissedMinutes",
    label: "Missed after",
    meaning: "How late a scheduled run may begin before it counts as missed.",
    recommended: "15",
    kind: "number",
    range: { min: 1, max: 1_440 },
    unit: "minutes",
  },
  {
    ...PLAIN,
    name: "cooldownMinutes",
    label: "Cooldown",
    meaning: "What is over and comes back within this time is still the same notice, and is not told again.",
    recommended: "60",
    kind: "number",
    range: { min: 0, max: 10_080 },
    unit: "minutes",
  },
  {
    ...PLAIN,
    name: "quietHours",
    label: "Quiet hours",
    meaning:
      "During quiet hours notices go to the inbox only. When they are over, one desktop notification sums up what came.",
    recommended: "false",
  },
  {
    ...PLAIN,
    name: "quietFrom",
    label: "Quiet from",
    meaning: "When quiet begins, in the local time of this computer.",
    recommended: '"20:00"',
    kind: "timeOfDay",
  },
  {
    ...PLAIN,
    name: "quietTo",
    label: "Quiet until",
    meaning: "When it ends; on the next day when that is not after the time at which it begins.",
    recommended: '"07:00"',
    kind: "timeOfDay",
  },
  {
    ...PLAIN,
    name: "quietDays",
    label: "Quiet on",
    meaning:
      "The days on which quiet begins. What begins on one of them and goes over midnight ends on the day after it, whether that is one of them or not.",
    recommended: '"Mon,Tue,Wed,Thu,Fri,Sat,Sun"',
    kind: "weekdays",
  },
  {
    ...PLAIN,
    name: "quietWeekends",
    label: "Quiet weekends",
    meaning: "Saturday and Sunday are quiet as a whole, in the local time of this computer.",
    recommended: "false",
  },
  {
    ...PLAIN,
    name: "journalDays",
    label: "Bulk jobs can be undone for",
    meaning:
      "How long the journals of bulk jobs are kept: what each transaction and payload was before. Older ones are removed little by little; the jobs stay listed, and the history of each transaction stays.",
    recommended: "30",
    kind: "number",
    range: { min: 1, max: 3_650 },
    unit: "days",
  },
  {
    ...PLAIN,
    name: "reportSaved",
    label: "Save the daily report",
    meaning:
      "Saves the report of each day as HTML and CSV, once, while the console is open or in the tray, or syncadm daemon runs. Switched on, it saves the last one at once.",
    recommended: "false",
  },
  {
    ...PLAIN,
    name: "reportFolder",
    label: "Report folder",
    meaning: "The folder the reports go to, as the computer that saves them sees it.",
    recommended: '""',
    kind: "folder",
  },
  {
    ...PLAIN,
    name: "reportTime",
    label: "Report at",
    meaning:
      "From this time on, in the local time of this computer, the report of the day before is saved. If no program runs then, it is saved when one does.",
    recommended: '"06:00"',
    kind: "timeOfDay",
  },
];
