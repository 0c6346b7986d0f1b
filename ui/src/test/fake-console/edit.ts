import type { EditAnswer } from "../../bindings/EditAnswer";
import type { EditPreview } from "../../bindings/EditPreview";
import type { EditProblem } from "../../bindings/EditProblem";
import type { EditRequest } from "../../bindings/EditRequest";
import type { FieldDiff } from "../../bindings/FieldDiff";
import type { Item } from "../../bindings/Item";
import type { ItemEdit } from "../../bindings/ItemEdit";
import type { SaveEditRequest } from "../../bindings/SaveEditRequest";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { isNumeric, plainText } from "../../features/transactions/payload/field-text";
import {
  fieldsOf,
  findField,
  isSameName,
  type PayloadField,
  readPayload,
} from "../../features/transactions/payload/payload";
import { OBJECTS } from "./org";

/** What an edit would change and what the org would refuse: far simpler than the console does it. */
export function checkEdit(detail: TransactionDetail, { fields, items }: EditRequest): EditPreview {
  const now = detail.transaction as unknown as Record<string, unknown>;
  const changes: FieldDiff[] = fields
    .map(({ name, value }) => ({ itemId: null, field: name, oldValue: asText(now[name]), newValue: value }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);
  const problems: EditProblem[] = [];
  for (const edit of items) {
    const item = itemOf(detail, edit);
    if (!item || item.OperationType === "delete") continue;
    const text = edit.fieldValues ?? item.FieldValues ?? "";
    const payload = readPayload(text);
    if (payload.problem) {
      problems.push(problem(edit, null, "JSON_PARSER_ERROR", payload.problem.message, true));
    } else {
      changes.push(...differences(item, payload.fields));
      problems.push(...refused(item, payload.fields));
    }
  }
  return { changes, problems };
}

function differences(item: Item, after: PayloadField[]): FieldDiff[] {
  const before = fieldsOf(item.FieldValues);
  const names = [...before, ...after.filter(({ name }) => !findField(before, name))].map(({ name }) => name);
  return names
    .map((field) => ({
      itemId: item.Id,
      field,
      oldValue: findField(before, field)?.json ?? null,
      newValue: findField(after, field)?.json ?? null,
    }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);
}

export function saveEdit(
  detail: TransactionDetail,
  { edit, expectedVersion, reason }: SaveEditRequest,
): EditAnswer {
  if (detail.version !== expectedVersion) return { conflict: detail };
  const changedAt = new Date().toISOString();
  for (const { itemId, field, oldValue, newValue } of checkEdit(detail, edit).changes) {
    detail.history.unshift({ changedAt, actor: "sam", itemId, field, oldValue, newValue, reason });
  }
  Object.assign(detail.transaction, Object.fromEntries(edit.fields.map(({ name, value }) => [name, value])));
  for (const change of edit.items) {
    const item = itemOf(detail, change);
    if (item && change.fieldValues !== null) item.FieldValues = change.fieldValues;
    if (item && change.recordIdentifier !== null) item.RecordIdentifier = change.recordIdentifier;
  }
  detail.version++;
  return { saved: { version: detail.version } };
}

function refused(item: Item, values: PayloadField[]): EditProblem[] {
  const object = OBJECTS.find(({ name }) => name === item.ObjectName);
  const edit = { itemId: item.Id };
  const required = (field: string) =>
    problem(edit, field, "REQUIRED_FIELD_MISSING", `Required fields are missing: [${field}]`);
  const missing =
    item.OperationType === "insert"
      ? (object?.fields ?? []).filter(
          (field) => !field.nillable && field.createable && !findField(values, field.name),
        )
      : [];
  const wrong = values.flatMap(({ name, json }) => {
    const known = object?.fields.find((field) => isSameName(field.name, name));
    if (!known) {
      return problem(
        edit,
        name,
        "INVALID_FIELD",
        `No such column '${name}' on sobject of type ${item.ObjectName}`,
      );
    }
    const text = plainText(json);
    if (text === "") return known.nillable ? [] : required(name);
    if (known.length > 0 && Array.from(text).length > known.length) {
      const message = `${known.label}: data value too large: ${text} (max length=${known.length})`;
      return problem(edit, name, "STRING_TOO_LONG", message);
    }
    if (known.restrictedPicklist && !known.picklistValues.includes(text)) {
      const message = `${known.label}: bad value for restricted picklist field: ${text}`;
      return problem(edit, name, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message);
    }
    if (isNumeric(known.type) && json.startsWith('"')) {
      const message = `${known.label}: value not of required type: ${text} (a number is expected)`;
      return problem(edit, name, "INVALID_TYPE_ON_FIELD_IN_RECORD", message);
    }
    return [];
  });
  return [...wrong, ...missing.map((field) => required(field.name))];
}

function problem(
  { itemId }: { itemId: string },
  field: string | null,
  code: string,
  message: string,
  blocksSave = false,
): EditProblem {
  return { itemId, field, code, message, blocksSave };
}

function itemOf(detail: TransactionDetail, { itemId }: ItemEdit) {
  return detail.items.find(({ Id }) => Id === itemId);
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
