import type { FieldDescribe } from "../../bindings/FieldDescribe";
import type { ObjectDescribe } from "../../bindings/ObjectDescribe";
import type { OrgRecord } from "../../bindings/OrgRecord";
import type { RecordLock } from "../../bindings/RecordLock";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import { type Handlers, refusal } from "../fake-platform";

function field(name: string, type: FieldDescribe["type"], more: Partial<FieldDescribe> = {}): FieldDescribe {
  return {
    name,
    label: name.replace(/(?<=[a-z])(?=[A-Z])/g, " "),
    help: null,
    type,
    length: type === "string" ? 80 : type === "textarea" ? 4000 : 0,
    precision: type === "double" || type === "currency" ? 18 : 0,
    scale: type === "currency" ? 2 : 0,
    nillable: true,
    unique: false,
    createable: true,
    updateable: true,
    defaultedOnCreate: false,
    autoNumber: false,
    restrictedPicklist: type === "picklist",
    picklistValues: [],
    referenceTo: [],
    onDelete: null,
    defaultValue: null,
    ...more,
  };
}

function object(name: string, keyPrefix: string, fields: FieldDescribe[]): ObjectDescribe {
  return {
    name,
    label: name,
    labelPlural: `${name}s`,
    keyPrefix,
    createable: true,
    updateable: true,
    deletable: true,
    sharing: { kind: "territory" },
    nameField: "Name",
    fields: [field("Id", "id", { createable: false, updateable: false }), ...fields],
    rules: [],
  };
}

const account = { referenceTo: ["Account"], onDelete: "restrict" } as const;

export const OBJECTS: ObjectDescribe[] = [
  object("Account", "001", [
    field("Name", "string", { length: 255, nillable: false }),
    field("Phone", "phone", { length: 40 }),
    field("Type", "picklist", { picklistValues: ["Hospital", "Clinic", "Pharmacy", "Practice"] }),
    field("IsActive", "boolean"),
  ]),
  object("Visit", "0Z5", [
    field("Name", "string", { createable: false, updateable: false, autoNumber: true }),
    field("AccountId", "reference", { ...account, referenceTo: ["Account"], nillable: false }),
    field("PlannedVisitStartTime", "datetime", { nillable: false }),
    field("PlannedVisitEndTime", "datetime"),
    field("Status", "picklist", { picklistValues: ["Planned", "InProgress", "Completed", "Canceled"] }),
    field("Channel", "picklist", { picklistValues: ["Face to Face", "Video", "Phone", "Email"] }),
    field("Notes", "textarea"),
  ]),
  object("ProviderVisit", "0PV", [
    field("Name", "string"),
    field("VisitId", "reference", { referenceTo: ["Visit"], nillable: false }),
    field("AccountId", "reference", { referenceTo: ["Account"] }),
    field("DetailedProducts", "double"),
  ]),
  object("ProductDisbursement", "1PD", [
    field("Name", "string"),
    field("VisitId", "reference", { referenceTo: ["Visit"] }),
    field("QuantityDisbursed", "double", { nillable: false }),
    field("LotNumber", "string", { length: 20 }),
    field("Value", "currency"),
  ]),
  object("Inquiry", "0iq", [
    field("Name", "string"),
    field("AccountId", "reference", { referenceTo: ["Account"], nillable: false }),
    field("Question", "textarea", { nillable: false }),
    field("DueDate", "date"),
  ]),
];

/** Every record of the fake org. */
export function recordOf(id: string): OrgRecord {
  return {
    id,
    objectName: OBJECTS.find(({ keyPrefix }) => id.startsWith(keyPrefix))?.name ?? "Account",
    name: "Riverside Clinic",
    isDeleted: false,
    values: { Id: id, Name: "Riverside Clinic", Type: "Clinic", IsActive: true, Phone: null },
  };
}

export function orgHandlers(emit: (event: ConsoleEvent) => void): Handlers {
  let locks: RecordLock[] = [
    {
      recordId: "001000000000012AAA",
      holder: "Nightly alignment",
      reason: "Territory realignment of accounts",
      since: new Date(Date.now() - 20 * 60_000).toISOString(),
      until: new Date(Date.now() + 40 * 60_000).toISOString(),
    },
    {
      recordId: "0Z5000000000077AAA",
      holder: "Bulk API job 7500",
      reason: "Left behind by a load that was killed",
      since: new Date(Date.now() - 7 * 3_600_000).toISOString(),
      until: null,
    },
  ];
  return {
    "org.objects": () => OBJECTS.map(({ name, label }) => ({ name, label })),
    "org.describe": ({ objectName }) => {
      const found = OBJECTS.find(({ name }) => name === objectName);
      if (!found) throw refusal("notFound", `The object "${objectName}" is not in this workspace.`);
      return found;
    },
    "org.record": ({ id }) => recordOf(id),
    "org.lookup": ({ objectName, search, limit }) =>
      ["Riverside Clinic", "St. Mary Hospital", "Old Town Pharmacy", "North Practice"]
        .filter((name) => name.toLowerCase().includes(search.toLowerCase()))
        .slice(0, limit)
        .map((name, at) => ({
          id: `${OBJECTS.find((o) => o.name === objectName)?.keyPrefix ?? "001"}00000000001${at}AAA`,
          name,
        })),
    "org.locks": () => locks,
    "org.releaseLock": ({ recordId }) => {
      locks = locks.filter((lock) => lock.recordId !== recordId);
      emit({ type: "locksChanged" });
      return locks;
    },
  };
}
