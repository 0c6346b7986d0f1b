import type { EditAnswer } from "../../bindings/EditAnswer";
import type { EditPreview } from "../../bindings/EditPreview";
import type { EditProblem } from "../../bindings/EditProblem";
import type { EditRequest } from "../../bindings/EditRequest";
import type { FieldDiff } from "../../bindings/FieldDiff";
import type { ItemEdit } from "../../bindings/ItemEdit";
import type { SaveEditRequest } from "../../bindings/SaveEditRequest";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { OBJECTS } from "./org";

/** What an edit would change and what the org would refuse: far simpler than the console does it. */
export function checkEdit(detail: TransactionDetail, { fields, items }: EditRequest): EditPreview {
  const now = detail.transaction as unknown as Record<string, unknown>;
  const changes: FieldDiff[] = fields
    .map(({ name, value }) => ({ itemId: null, field: name, oldValue: asText(now[name]), newValue: value }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);
  const problems: EditProblem[] = [];
  for (const edit of items) {
    if (edit.fieldValues === null) continue;
    const [before, after] = [parse(itemOf(detail, edit)?.FieldValues ?? "{}"), parse(edit.fieldValues)];
    if (!after) {
      problems.push(problem(edit, null, "JSON_PARSER_ERROR", "FieldValues is not a JSON object.", true));
      continue;
    }
    for (const field of new Set([...Object.keys(before ?? {}), ...Object.keys(after)])) {
      const [oldValue, newValue] = [asJson(before?.[field]), asJson(after[field])];
      if (oldValue !== newValue) changes.push({ itemId: edit.itemId, field, oldValue, newValue });
    }
    problems.push(...refused(detail, edit, after));
  }
  return { changes, problems };
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

function refused(detail: TransactionDetail, edit: ItemEdit, values: Record<string, unknown>): EditProblem[] {
  const object = OBJECTS.find(({ name }) => name === itemOf(detail, edit)?.ObjectName);
  return Object.entries(values).flatMap(([field, value]) => {
    const known = object?.fields.find(({ name }) => name.toLowerCase() === field.toLowerCase());
    if (!known)
      return problem(edit, field, "INVALID_FIELD", `${object?.name ?? "The object"} has no field ${field}.`);
    if (known.length > 0 && typeof value === "string" && value.length > known.length) {
      const message = `${field} takes ${known.length} characters, not ${value.length}.`;
      return problem(edit, field, "STRING_TOO_LONG", message);
    }
    if (known.restrictedPicklist && typeof value === "string" && !known.picklistValues.includes(value)) {
      const message = `"${value}" is not a value of ${field}: use ${known.picklistValues.join(", ")}.`;
      return problem(edit, field, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message);
    }
    if (!known.nillable && (value === null || value === "")) {
      return problem(edit, field, "REQUIRED_FIELD_MISSING", `${field} is required.`);
    }
    return [];
  });
}

function problem(
  { itemId }: ItemEdit,
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

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function asJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
