import type { SyncErrorCode } from "../../../bindings/SyncErrorCode";

/** What an error code means to an admin, and what mends it. */
export interface ErrorMeaning {
  cause: string;
  mend: string;
}

const TRY_AGAIN = "Retry it. If many fail like this, run the processor when the org is quieter.";
const EDIT = "Edit the value in the item, then retry.";
const LIMIT: ErrorMeaning = {
  cause:
    "The org ran into a governor limit: it was busy, or its triggers and flows do too much for one batch.",
  mend:
    "Retry it. If it comes back, look at what its attempts used: group items, raise the limit in Settings, or have " +
    "an org developer look at the automation on the object.",
};
const OLD_METADATA =
  "The device's metadata is older than the org's. Remove or correct the field here and retry; " +
  "a new metadata cache keeps it from coming back.";
const DUPLICATE = "Find the record that is there already: change the value, or ignore this transaction.";
const MISSING_RECORD =
  "Restore the record in the org and retry, or edit the reference, or ignore this transaction.";
const ACCESS =
  "Give the user access in the org (territory, owner, permission set), then retry; or have it done by hand.";

const MEANINGS: Record<string, ErrorMeaning> = {
  UNABLE_TO_LOCK_ROW: {
    cause: "Another process held a record that the transaction needs.",
    mend: "Retry it. If the lock stays, Processor shows who holds it and can release it.",
  },
  REQUEST_RUNNING_TOO_LONG: { cause: "The org took too long to process the items.", mend: TRY_AGAIN },
  QUERY_TIMEOUT: { cause: "A query of the org took too long.", mend: TRY_AGAIN },
  APEX_CPU_LIMIT: LIMIT,
  APEX_HEAP_LIMIT: LIMIT,
  LIMIT_EXCEEDED: LIMIT,
  FIELD_CUSTOM_VALIDATION_EXCEPTION: {
    cause: "A validation rule of the org refused the record.",
    mend: "Read what the rule says and edit the values it names, then retry.",
  },
  REQUIRED_FIELD_MISSING: {
    cause: "A field that the org requires is empty or not there.",
    mend: "Edit the item and fill the field in, then retry.",
  },
  DUPLICATE_VALUE: { cause: "A value that must be unique belongs to another record.", mend: DUPLICATE },
  DUPLICATES_DETECTED: { cause: "A duplicate rule found a record that looks the same.", mend: DUPLICATE },
  STRING_TOO_LONG: {
    cause: "A text is longer than its field.",
    mend: "Shorten the text in the item, then retry.",
  },
  NUMBER_OUTSIDE_VALID_RANGE: { cause: "A number or date does not fit its field.", mend: EDIT },
  INVALID_TYPE_ON_FIELD_IN_RECORD: { cause: "A value has the wrong type for its field.", mend: EDIT },
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: {
    cause: "A value is none of those that the picklist allows.",
    mend: "Pick one of the allowed values in the item, then retry; or have the value added to the picklist.",
  },
  INVALID_FIELD_FOR_INSERT_UPDATE: {
    cause: "The org does not let this field be written.",
    mend: OLD_METADATA,
  },
  INVALID_FIELD: { cause: "The org does not know this field.", mend: OLD_METADATA },
  INVALID_TYPE: {
    cause: "The org does not know this object, or does not let it be changed.",
    mend: "Check the object's name and the metadata the device has; ignore the transaction if the object is gone.",
  },
  INVALID_CROSS_REFERENCE_KEY: {
    cause: "A reference names a record that is not there.",
    mend: MISSING_RECORD,
  },
  MALFORMED_ID: {
    cause: "A text that is no Id, or the Id of another object, stands for a record.",
    mend: EDIT,
  },
  NOT_FOUND: { cause: "The record to be changed does not exist.", mend: MISSING_RECORD },
  ENTITY_IS_DELETED: { cause: "The record to be changed is deleted.", mend: MISSING_RECORD },
  DELETE_FAILED: {
    cause: "The record cannot be deleted because others refer to it.",
    mend: "Remove the records that refer to it in the org, then retry; or ignore this transaction.",
  },
  INSUFFICIENT_ACCESS_OR_READONLY: { cause: "The user may not change this record.", mend: ACCESS },
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: {
    cause: "The user has no access to a record that the item refers to.",
    mend: ACCESS,
  },
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: {
    cause: "A trigger or flow of the org failed while the record was saved.",
    mend: "Show the message to an org developer. Retry once the automation is mended.",
  },
  JSON_PARSER_ERROR: {
    cause: "The item's FieldValues is not a JSON object.",
    mend: "Edit the item in its JSON view; the place that is wrong is marked there. Then retry.",
  },
  PROCESSOR_CRASHED: {
    cause:
      "The program that processed it ended or hung each time it worked on it, so it was set aside and others went on.",
    mend: "Look for what is unusual in its items, such as very large values: edit them, then retry. Tell a developer.",
  },
  SYNC_PROCESSOR_ERROR: {
    cause:
      "The Sync Processor set the transaction aside, for example because transactions depend on each other in a circle.",
    mend: "Look at Dependencies: edit or ignore what keeps the others waiting.",
  },
};

/** What the code means; none for a code that this program does not know. */
export function meaningOf(code: SyncErrorCode | null): ErrorMeaning | undefined {
  return code === null ? undefined : MEANINGS[code];
}
