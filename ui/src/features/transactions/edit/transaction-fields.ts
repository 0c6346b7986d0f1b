import type { Transaction } from "../../../bindings/Transaction";

/** A field of a transaction that an admin may edit. Its status changes by actions only. */
export interface TransactionField {
  name: keyof Transaction;
  label: string;
  help: string;
  kind: "text" | "longText" | "integer" | "checkbox" | "datetime" | "choice" | "user";
  /** What a choice is made of. */
  choices?: string[];
  required?: boolean;
}

/** The editable fields, those that admins change most first. */
export const TRANSACTION_FIELDS: TransactionField[] = [
  {
    name: "Comments",
    label: "Comments",
    help: "Additional information about the transaction.",
    kind: "longText",
  },
  {
    name: "Sequence",
    label: "Sequence",
    help: "Position among the user's transactions; they are processed in this order, those without one last.",
    kind: "integer",
  },
  {
    name: "OfflineTimestamp",
    label: "Made on device",
    help: "When the change was made; of two with the same sequence the earlier is processed first.",
    kind: "datetime",
    required: true,
  },
  {
    name: "DependentOfflineIdentifiers",
    label: "Depends on",
    help: "OfflineUniqueIdentifiers of transactions that must be Success before this one, separated by commas.",
    kind: "longText",
  },
  {
    name: "OwnerId",
    label: "User",
    help: "Whose transaction it is: it is processed in the order of this user, with this user's permissions.",
    kind: "user",
    required: true,
  },
  {
    name: "IsRealTime",
    label: "Real time",
    help: "Eligible for processing on arrival.",
    kind: "checkbox",
  },
  {
    name: "IsBulk",
    label: "Bulk",
    help: "May be processed in bulk with others; only when nothing depends on it.",
    kind: "checkbox",
  },
  {
    name: "IsOwnerPermissionEnforced",
    label: "Owner's permissions",
    help: "Respect what the user may see and change in the org.",
    kind: "checkbox",
  },
  { name: "IsDebugMode", label: "Debug mode", help: "Run in debug mode.", kind: "checkbox" },
  {
    name: "IsWithSignedItem",
    label: "Signed item",
    help: "Whether an item carries a signature.",
    kind: "checkbox",
  },
  {
    name: "ExpectedRecordCount",
    label: "Expected items",
    help: "Number of items the device said it would send.",
    kind: "integer",
  },
  {
    name: "DeviceIdentifier",
    label: "Device",
    help: "Identifier of the device.",
    kind: "text",
    required: true,
  },
  {
    name: "DevicePlatform",
    label: "Device platform",
    help: "Operating system of the device.",
    kind: "choice",
    choices: ["Android", "MacOS", "Windows", "iOS"],
  },
  { name: "DeviceType", label: "Device type", help: "For example Phone or Tablet.", kind: "text" },
  {
    name: "AppVersion",
    label: "App version",
    help: "Version of the mobile app.",
    kind: "text",
    required: true,
  },
  {
    name: "MetadataVersion",
    label: "Metadata version",
    help: "Version of the metadata the device had.",
    kind: "text",
    required: true,
  },
  {
    name: "ApiType",
    label: "API type",
    help: "Which API processes the transaction.",
    kind: "choice",
    choices: ["BusinessAPI", "sObjectAPI"],
  },
  {
    name: "ApiName",
    label: "API name",
    help: "The business API to use; needed when the API type is BusinessAPI.",
    kind: "text",
  },
  {
    name: "TransactionSource",
    label: "Source",
    help: "The application that stored the items.",
    kind: "choice",
    choices: ["CLM"],
  },
  {
    name: "UserDeviceData",
    label: "Data from the device",
    help: "User data that the device sent along.",
    kind: "longText",
  },
];

/** A moment as the store writes it, with seconds and a zone. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** What is wrong with the text of a field; none when nothing is. */
export function problemOf({ kind, required, label }: TransactionField, text: string | null): string | null {
  if (text === null || text.trim() === "") return required ? `${label} is needed.` : null;
  if (kind === "integer" && !/^\d{1,9}$/.test(text.trim())) return "A whole number, 0 or more, is expected.";
  if (kind === "datetime" && (!MOMENT.test(text) || Number.isNaN(Date.parse(text)))) {
    return "A date and time such as 2026-11-23T09:30:00.000Z is expected.";
  }
  return null;
}
