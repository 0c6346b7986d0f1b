import type { Item } from "../bindings/Item";
import type { LogEntry } from "../bindings/LogEntry";
import type { Transaction } from "../bindings/Transaction";
import type { TransactionDetail } from "../bindings/TransactionDetail";

/** Ids of the fixture. */
export const TRANSACTION = "1QT000000000001AAA";
export const VISIT = "1QR000000000001AAA";
export const OLD_VISIT = "1QR000000000002AAA";

const MADE = "2026-11-20T08:00:00.000Z";
const SYSTEM = {
  IsDeleted: false,
  CreatedDate: "2026-11-20T09:00:00.000Z",
  CreatedById: "005000000000001AAA",
  LastModifiedDate: "2026-11-20T09:00:00.000Z",
  LastModifiedById: "005000000000001AAA",
  SystemModstamp: "2026-11-20T09:00:00.000Z",
  LastReferencedDate: null,
  LastViewedDate: null,
};

interface Changes {
  /** The payload of the first item. */
  payload?: string | null;
  transaction?: Partial<Transaction>;
  version?: number;
  more?: Partial<TransactionDetail>;
}

/** A Failed transaction: a visit to be made, refused, and one to be deleted. */
export function detail({ payload = '{"Subject":"Call"}', ...changes }: Changes = {}): TransactionDetail {
  return {
    transaction: { ...transaction(), ...changes.transaction },
    version: changes.version ?? 7,
    owner: {
      Id: "005000000000001AAA",
      Name: "Anna Keller",
      Username: "anna@example.com",
      ProfileId: "00e000000000001AAA",
      Territory: "North",
      IsActive: true,
    },
    profile: { Id: "00e000000000001AAA", Name: "Sales Representative" },
    errorCode: "REQUIRED_FIELD_MISSING",
    errorGroup: 4711,
    errorMessage: "Required fields are missing: [AccountId]",
    nextAttemptAt: null,
    assignee: null,
    items: [
      item(VISIT, {
        ObjectName: "Visit",
        OperationType: "insert",
        FieldValues: payload,
        RecordIdentifier: "visit-1",
      }),
      item(OLD_VISIT, {
        ObjectName: "Visit",
        OperationType: "delete",
        FieldValues: null,
        RecordIdentifier: "0Z5000000000009AAA",
      }),
    ],
    logEntries: [logEntry()],
    attempts: [
      {
        number: 1,
        startedAt: "2026-11-20T10:00:00.000Z",
        durationMs: 40,
        outcome: "Failed",
        errorCode: "REQUIRED_FIELD_MISSING",
        message: "Required fields are missing: [AccountId]",
        nextAttemptAt: null,
        processor: "console",
        usage: { queries: 4, statements: 2, rows: 2, cpuMs: 12, heapBytes: 2_048 },
      },
    ],
    comments: [],
    reveals: [],
    history: [],
    dependencies: [],
    dependents: [],
    ...changes.more,
  };
}

export function item(Id: string, fields: Partial<Item>): Item {
  return {
    ...SYSTEM,
    Id,
    Name: `DSTR-${Id.slice(11, 15)}`,
    DeviceSyncTransactionId: TRANSACTION,
    Sequence: 1,
    ObjectName: "Visit",
    OperationType: "update",
    FieldValues: "{}",
    RecordIdentifier: null,
    ProcessedRecordIdentifier: null,
    RelatedRecordId: null,
    OfflineCreatedDate: MADE,
    OfflineUniqueIdentifier: `dev-${Id}`,
    Status: "Ready",
    ...fields,
  };
}

/** What the first attempt wrote about the visit. */
export function logEntry(fields: Partial<LogEntry> = {}): LogEntry {
  return {
    ...SYSTEM,
    Id: "1QL000000000001AAA",
    Name: "DSTL-1",
    DeviceSyncTransactionId: TRANSACTION,
    LogType: "Error",
    SyncStatus: "Error",
    ExceptionCode: "REQUIRED_FIELD_MISSING",
    ExceptionType: "Data",
    ExceptionLocation: VISIT,
    ExceptionLog: "Required fields are missing: [AccountId]",
    ObjectName: "Visit",
    FieldName: "AccountId",
    Value: null,
    DeviceGenRecordIdentifier: "visit-1",
    IsSimulated: false,
    CreatedDate: "2026-11-20T10:00:00.040Z",
    ...fields,
  };
}

function transaction(): Transaction {
  return {
    ...SYSTEM,
    Id: TRANSACTION,
    Name: "DST-0000000001",
    OwnerId: "005000000000001AAA",
    Status: "Failed",
    OfflineUniqueIdentifier: "dev-1",
    OfflineTimestamp: MADE,
    DeviceIdentifier: "iPad-0001",
    DevicePlatform: "iOS",
    DeviceType: "Tablet",
    AppVersion: "262.1.4",
    MetadataVersion: "41",
    Sequence: 4,
    DependentOfflineIdentifiers: null,
    ExpectedRecordCount: 2,
    ActualRecordsCount: 2,
    TotSyncTranRecordCount: 2,
    NumberOfFailedAttempts: 1,
    IsBulk: false,
    IsDebugMode: false,
    IsOwnerPermissionEnforced: true,
    IsRealTime: false,
    IsRetry: false,
    IsSimulatable: true,
    CanCancDpndBeRetired: false,
    IsWithSignedItem: false,
    ApiType: "sObjectAPI",
    ApiName: null,
    TransactionSource: null,
    Comments: null,
    UserDeviceData: null,
    LastRunLogId: null,
    LastRunDebug: null,
  };
}
