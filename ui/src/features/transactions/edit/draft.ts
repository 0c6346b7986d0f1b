import type { EditRequest } from "../../../bindings/EditRequest";
import type { Item } from "../../../bindings/Item";
import type { ItemEdit } from "../../../bindings/ItemEdit";
import type { Transaction } from "../../../bindings/Transaction";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { indented } from "../payload/json-text";
import { readPayload } from "../payload/payload";

/** What an admin changed and has not saved: only what was touched is in it. */
export interface Draft {
  /** Fields of the transaction by API name, as text; null empties the field. */
  fields: Record<string, string | null>;
  /** Items by Id. */
  items: Record<string, ItemDraft>;
}

/** What was touched of one item. */
export interface ItemDraft {
  /** The payload as text, which may not be JSON while somebody types. */
  fieldValues?: string;
  recordIdentifier?: string;
}

/** A draft in which nothing was touched. */
export const UNTOUCHED: Draft = { fields: {}, items: {} };

/** A field of a transaction as text; null when it is empty. */
export function fieldText(transaction: Transaction, name: string): string | null {
  const value = transaction[name as keyof Transaction] as string | number | boolean | null | undefined;
  return value === null || value === undefined ? null : String(value);
}

/** The payload of an item as it stands in the draft. */
export function payloadText(item: Item, draft: Draft): string {
  return draft.items[item.Id]?.fieldValues ?? item.FieldValues ?? "";
}

/** The record identifier of an item as it stands in the draft. */
export function recordText(item: Item, draft: Draft): string {
  return draft.items[item.Id]?.recordIdentifier ?? item.RecordIdentifier ?? "";
}

/** The draft with a field of the transaction changed. */
export function withTransactionField(draft: Draft, name: string, value: string | null): Draft {
  return { ...draft, fields: { ...draft.fields, [name]: value } };
}

/** The draft with something of an item changed. */
export function withItem(draft: Draft, itemId: string, change: ItemDraft): Draft {
  return { ...draft, items: { ...draft.items, [itemId]: { ...draft.items[itemId], ...change } } };
}

/** What is to be saved: only what differs from what is there. */
export function editOf(base: TransactionDetail, draft: Draft): EditRequest {
  return {
    id: base.transaction.Id,
    fields: Object.entries(draft.fields)
      .filter(([name, value]) => value !== fieldText(base.transaction, name))
      .map(([name, value]) => ({ name, value })),
    items: base.items.map((item) => itemEdit(item, draft)).filter(changesSomething),
  };
}

/** The same with every item, so that the check also says what is wrong with those that nobody touched. */
export function checkOf(base: TransactionDetail, draft: Draft): EditRequest {
  return { ...editOf(base, draft), items: base.items.map((item) => itemEdit(item, draft)) };
}

/** Whether saving would change anything. */
export function isDirty(base: TransactionDetail, draft: Draft): boolean {
  const { fields, items } = editOf(base, draft);
  return fields.length > 0 || items.length > 0;
}

/** Whether the draft changes this item. */
export function isItemChanged(item: Item, draft: Draft): boolean {
  return changesSomething(itemEdit(item, draft));
}

function itemEdit(item: Item, draft: Draft): ItemEdit {
  const payload = payloadText(item, draft);
  const record = recordText(item, draft);
  return {
    itemId: item.Id,
    fieldValues: isSamePayload(payload, item.FieldValues ?? "") ? null : payload,
    recordIdentifier: record === (item.RecordIdentifier ?? "") ? null : record,
  };
}

/** Whether two texts hold the same payload: the space between its pieces does not count. */
function isSamePayload(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [readPayload(one), readPayload(other)];
  return !a.problem && !b.problem && indented(one) === indented(other);
}

function changesSomething({ fieldValues, recordIdentifier }: ItemEdit): boolean {
  return fieldValues !== null || recordIdentifier !== null;
}
