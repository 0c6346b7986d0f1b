import type { Item } from "../../bindings/Item";
import type { LogEntry } from "../../bindings/LogEntry";
import type { Status } from "../../bindings/Status";
import type { Transaction } from "../../bindings/Transaction";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { PROFILES, USERS } from "./people";
import { type Random, random } from "./random";

const HOUR = 3_600_000;

/** Errors as the org words them: code, message, object, field, value. */
const ERRORS: [string, string, string, string | null, string | null][] = [
  [
    "FIELD_CUSTOM_VALIDATION_EXCEPTION",
    "The visit ends before it starts. Set PlannedVisitEndTime after PlannedVisitStartTime.",
    "Visit",
    "PlannedVisitEndTime",
    "2026-11-02T08:00:00Z",
  ],
  [
    "UNABLE_TO_LOCK_ROW",
    "Nightly alignment holds 001000000000012AAA: territory realignment.",
    "Account",
    null,
    null,
  ],
  ["REQUIRED_FIELD_MISSING", "Question is required.", "Inquiry", "Question", null],
  [
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
    '"Fax" is not a value of Channel: use Face to Face, Video, Phone or Email.',
    "Visit",
    "Channel",
    "Fax",
  ],
  [
    "STRING_TOO_LONG",
    "LotNumber takes 20 characters, not 34.",
    "ProductDisbursement",
    "LotNumber",
    "LOT-2026-11-0000000000000000000417",
  ],
  [
    "INVALID_CROSS_REFERENCE_KEY",
    "001000000000999AAA is not in the org.",
    "Visit",
    "AccountId",
    "001000000000999AAA",
  ],
  ["ENTITY_IS_DELETED", "The visit was deleted.", "Visit", null, null],
  ["INSUFFICIENT_ACCESS_OR_READONLY", "Ben Moreau may not change this account.", "Account", null, null],
];

/** The number of the first error group; each of `ERRORS` is one. */
export const FIRST_GROUP = 4_700;

const STATUSES: Status[] = [
  ...Array<Status>(62).fill("Success"),
  ...Array<Status>(13).fill("Failed"),
  ...Array<Status>(10).fill("New"),
  ...Array<Status>(5).fill("Retry"),
  ...Array<Status>(4).fill("Waiting"),
  ...Array<Status>(4).fill("Canceled"),
  ...Array<Status>(2).fill("Manual"),
];

export function id(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(12, "0")}AAA`;
}

/** Transaction number `number`, received so many hours ago. */
export function makeTransaction(number: number, hoursAgo: number, status?: Status): TransactionDetail {
  const r = random(number * 7919 + 13);
  const user = r.pick(USERS);
  const received = new Date(Date.now() - hoursAgo * HOUR).toISOString();
  const made = new Date(Date.parse(received) - r.below(9 * HOUR)).toISOString();
  const is = status ?? r.pick(STATUSES);
  const error = is === "Failed" || is === "Retry" || is === "Manual" ? r.pick(ERRORS) : undefined;
  const transaction = blank(number, user.Id, is, received, made);
  const items = makeItems(transaction, r, error);
  return {
    transaction,
    version: 1,
    owner: user,
    profile: PROFILES.find(({ Id }) => Id === user.ProfileId) ?? null,
    errorCode: error?.[0] ?? null,
    errorGroup: error ? FIRST_GROUP + ERRORS.indexOf(error) : null,
    errorMessage: error?.[1] ?? null,
    nextAttemptAt: is === "Retry" ? new Date(Date.now() + r.below(HOUR)).toISOString() : null,
    items,
    logEntries: error ? [logEntry(transaction, items[0], error)] : [],
    attempts: error
      ? [attempt(1, received, is === "Manual" ? "Manual" : is === "Retry" ? "Retry" : "Failed", error)]
      : [],
    comments: r.once(6)
      ? [{ writtenAt: received, author: "sam", text: "Called the rep; waits for the new price list." }]
      : [],
    history: [],
    reveals: [],
    assignee: null,
    dependencies: is === "Waiting" ? [related(number - 3, "Failed")] : [],
    dependents: r.once(9) ? [related(number + 3, "Waiting")] : [],
  };
}

function related(number: number, status: Status) {
  return { offlineUniqueIdentifier: `dev-${number}`, id: id("1QT", number), name: nameOf(number), status };
}

export function nameOf(number: number): string {
  return `DST-${String(number).padStart(10, "0")}`;
}

function blank(number: number, owner: string, status: Status, received: string, made: string): Transaction {
  return {
    Id: id("1QT", number),
    IsDeleted: false,
    CreatedDate: received,
    CreatedById: owner,
    LastModifiedDate: received,
    LastModifiedById: owner,
    SystemModstamp: received,
    LastReferencedDate: null,
    LastViewedDate: null,
    Name: nameOf(number),
    OwnerId: owner,
    Status: status,
    OfflineUniqueIdentifier: `dev-${number}`,
    OfflineTimestamp: made,
    DeviceIdentifier: `iPad-${String(number % 97).padStart(4, "0")}`,
    DevicePlatform: "iOS",
    DeviceType: "Tablet",
    AppVersion: "262.1.4",
    MetadataVersion: "41",
    Sequence: number,
    DependentOfflineIdentifiers: status === "Waiting" ? `dev-${number - 3}` : null,
    ExpectedRecordCount: 2,
    ActualRecordsCount: 2,
    TotSyncTranRecordCount: 2,
    NumberOfFailedAttempts: status === "Failed" || status === "Retry" ? 1 : 0,
    IsBulk: false,
    IsDebugMode: false,
    IsOwnerPermissionEnforced: true,
    IsRealTime: number % 11 === 0,
    IsRetry: status === "Retry",
    IsSimulatable: true,
    CanCancDpndBeRetired: false,
    IsWithSignedItem: number % 13 === 0,
    ApiType: "sObjectAPI",
    ApiName: null,
    TransactionSource: null,
    Comments: null,
    UserDeviceData: null,
    LastRunLogId: null,
    LastRunDebug: null,
  };
}

function makeItems(transaction: Transaction, r: Random, error: (typeof ERRORS)[number] | undefined): Item[] {
  const objects = [
    error?.[2] ?? r.pick(["Visit", "Account", "Inquiry"]),
    r.pick(["ProviderVisit", "ProductDisbursement"]),
  ];
  return objects.map((objectName, at) => ({
    Id: transaction.Id.replace("1QT", `1QR`).slice(0, 14) + String(at).padStart(1, "0") + "AAA",
    IsDeleted: false,
    CreatedDate: transaction.CreatedDate,
    CreatedById: transaction.OwnerId,
    LastModifiedDate: transaction.CreatedDate,
    LastModifiedById: transaction.OwnerId,
    SystemModstamp: transaction.CreatedDate,
    LastReferencedDate: null,
    LastViewedDate: null,
    Name: `DSTR-${transaction.Name.slice(4)}${at}`,
    DeviceSyncTransactionId: transaction.Id,
    Sequence: at + 1,
    ObjectName: objectName,
    OperationType: at === 0 && !r.once(3) ? "update" : "insert",
    FieldValues: payload(objectName, error),
    RecordIdentifier: at === 0 ? "001000000000012AAA" : `local-${transaction.Sequence ?? 0}`,
    ProcessedRecordIdentifier: transaction.Status === "Success" ? "001000000000012AAA" : null,
    RelatedRecordId: null,
    OfflineCreatedDate: transaction.OfflineTimestamp,
    OfflineUniqueIdentifier: `${transaction.OfflineUniqueIdentifier}-${at}`,
    Status: "Ready",
  }));
}

function payload(objectName: string, error: (typeof ERRORS)[number] | undefined): string {
  const values: Record<string, Record<string, unknown>> = {
    Account: { Name: "Riverside Clinic", Phone: "+41 44 555 01 17", IsActive: true },
    Visit: {
      AccountId: "001000000000012AAA",
      PlannedVisitStartTime: "2026-11-02T09:00:00Z",
      PlannedVisitEndTime: "2026-11-02T10:00:00Z",
      Status: "Completed",
      Channel: "Face to Face",
      Notes: "Asked for the dosing study.\nSend it by Friday.",
    },
    Inquiry: {
      AccountId: "001000000000012AAA",
      Question: "Is it safe with anticoagulants?",
      DueDate: "2026-11-20",
    },
    ProviderVisit: { VisitId: "0Z5000000000077AAA", DetailedProducts: 3 },
    ProductDisbursement: { QuantityDisbursed: 12, LotNumber: "LOT-417" },
  };
  const fields = { ...values[objectName] };
  if (error?.[2] === objectName && error[3] !== null) fields[error[3]] = error[4];
  return JSON.stringify(fields);
}

function logEntry(
  transaction: Transaction,
  item: Item | undefined,
  error: (typeof ERRORS)[number],
): LogEntry {
  const [ExceptionCode, ExceptionLog, ObjectName, FieldName, Value] = error;
  const { CreatedDate, OwnerId } = transaction;
  return {
    Id: transaction.Id.replace("1QT", "1QL"),
    IsDeleted: false,
    CreatedDate,
    CreatedById: OwnerId,
    LastModifiedDate: CreatedDate,
    LastModifiedById: OwnerId,
    SystemModstamp: CreatedDate,
    LastReferencedDate: null,
    LastViewedDate: null,
    LogType: "Error",
    Name: `DSTL-${transaction.Name.slice(4)}`,
    DeviceSyncTransactionId: transaction.Id,
    SyncStatus: "Error",
    ExceptionCode,
    ExceptionType: "DmlException",
    ExceptionLocation: item?.Id ?? null,
    ExceptionLog,
    ObjectName,
    FieldName,
    Value,
    DeviceGenRecordIdentifier: item?.RecordIdentifier ?? null,
    IsSimulated: false,
  };
}

export function attempt(
  number: number,
  startedAt: string,
  outcome: "Success" | "Retry" | "Failed" | "Manual",
  error?: (typeof ERRORS)[number],
) {
  return {
    number,
    startedAt,
    durationMs: 12 + number,
    outcome,
    errorCode: error?.[0] ?? null,
    message: error?.[1] ?? null,
    nextAttemptAt: null,
    processor: "console 4711",
    usage: { queries: 2 + number, statements: 2, rows: 2, cpuMs: 10 + number, heapBytes: 4_300 },
  };
}
