import type { FieldDescribe } from "../bindings/FieldDescribe";
import type { ObjectDescribe } from "../bindings/ObjectDescribe";
import { type Handlers, refusal } from "./fake-platform";

/** An account that the fixture's org has. */
export const ACCOUNT = "001000000000007AAA";

export function field(
  name: string,
  type: FieldDescribe["type"],
  more: Partial<FieldDescribe> = {},
): FieldDescribe {
  return {
    name,
    label: name.replace(/Id$/, ""),
    help: null,
    type,
    length: 0,
    precision: 0,
    scale: 0,
    nillable: true,
    unique: false,
    createable: true,
    updateable: true,
    defaultedOnCreate: false,
    autoNumber: false,
    restrictedPicklist: false,
    picklistValues: [],
    referenceTo: [],
    onDelete: null,
    defaultValue: null,
    ...more,
  };
}

export const VISIT_OBJECT: ObjectDescribe = {
  name: "Visit",
  label: "Visit",
  labelPlural: "Visits",
  keyPrefix: "0Z5",
  createable: true,
  updateable: true,
  deletable: true,
  sharing: { kind: "publicReadWrite" },
  nameField: "Name",
  fields: [
    field("AccountId", "reference", { nillable: false, referenceTo: ["Account"] }),
    field("Subject", "string", { length: 20 }),
    field("Amount", "currency", { precision: 18, scale: 2 }),
    field("IsSigned", "boolean"),
    field("VisitDate", "date"),
    field("StartTime", "datetime"),
    field("Channel", "picklist", { restrictedPicklist: true, picklistValues: ["Phone", "Video"] }),
    field("Notes", "textarea", { length: 4000 }),
  ],
  rules: [],
};

/** An org with visits and one account. */
export const orgHandlers: Handlers = {
  "org.describe": ({ objectName }) => {
    if (objectName === "Visit") return VISIT_OBJECT;
    throw refusal("notFound", `The object "${objectName}" is not in this workspace.`);
  },
  "org.record": ({ id }) => {
    if (id !== ACCOUNT) throw refusal("notFound", `The record "${id}" is not in this workspace.`);
    return {
      id,
      objectName: "Account",
      name: "Riverside Clinic",
      isDeleted: false,
      values: { Id: id, Name: "Riverside Clinic" },
    };
  },
  "org.lookup": ({ search }) =>
    "Riverside Clinic".toLowerCase().includes(search.toLowerCase())
      ? [{ id: ACCOUNT, name: "Riverside Clinic" }]
      : [],
};
