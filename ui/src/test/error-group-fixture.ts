import type { ErrorGroup } from "../bindings/ErrorGroup";

/** A new error group: three visits without their account. */
export function errorGroup(changes: Partial<ErrorGroup> = {}): ErrorGroup {
  return {
    id: 4711,
    state: "new",
    errorCode: "REQUIRED_FIELD_MISSING",
    objectName: "Visit",
    fieldName: "AccountId",
    pattern: "Required fields are missing: […]",
    sampleMessage: "Required fields are missing: [AccountId]",
    sample: "1QT000000000001AAA",
    firstSeen: "2026-11-13T10:00:00.000Z",
    lastSeen: "2026-11-16T09:00:00.000Z",
    failed: 3,
    queued: 1,
    transactions: 4,
    failures: 6,
    users: 2,
    devices: 2,
    trend: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 3],
    clearedAt: null,
    regressedAt: null,
    isKnown: false,
    snoozedUntil: null,
    assignee: null,
    note: null,
    version: 0,
    ...changes,
  };
}
