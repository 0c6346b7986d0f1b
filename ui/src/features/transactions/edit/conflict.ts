import type { Item } from "../../../bindings/Item";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { isHidden } from "../../../components/text/mask";
import { WHOLE } from "../payload/place";
import { findField, readPayload, withField, withoutField } from "../payload/payload";
import {
  type Draft,
  fieldText,
  payloadText,
  recordText,
  UNTOUCHED,
  withItem,
  withTransactionField,
} from "./draft";
import { TRANSACTION_FIELDS } from "./transaction-fields";

/** Whose value stands in the end. */
export type Choice = "theirs" | "mine";

/** A value that somebody changed since the editor was opened: what it was, what they made of it, what I did. */
export interface ConflictRow {
  /** Unique among the rows. */
  key: string;
  /** The item; none for a field of the transaction. */
  item: Item | null;
  /** API name; `FieldValues` when a payload can only be taken as a whole. */
  field: string;
  /** Values as text, those of a payload as JSON; null where there is none. */
  base: string | null;
  theirs: string | null;
  mine: string | null;
  /** Who changed it. Only `both` needs a choice. */
  changedBy: "theirs" | "mine" | "both" | "bothAlike";
}

/** Field by field what changed on either side. Of a hidden value nobody can tell, so that it needs a choice. */
export function compare(base: TransactionDetail, theirs: TransactionDetail, draft: Draft): ConflictRow[] {
  const rows = TRANSACTION_FIELDS.flatMap(({ name }) => {
    const before = fieldText(base.transaction, name);
    const mine = draft.fields[name];
    return row(null, name, before, fieldText(theirs.transaction, name), mine === undefined ? before : mine);
  });
  for (const item of base.items) {
    const now = theirs.items.find(({ Id }) => Id === item.Id);
    if (now) rows.push(...compareItem(item, now, draft));
  }
  return rows;
}

/** The draft to be saved over what they made of it: theirs, with my values where they were chosen. */
export function merge(rows: ConflictRow[], choices: Record<string, Choice>): Draft {
  let draft = UNTOUCHED;
  for (const conflict of rows) {
    const { item, field, mine, theirs } = conflict;
    if (winner(conflict, choices) !== "mine" || mine === theirs) continue;
    if (!item) draft = withTransactionField(draft, field, mine);
    else if (field === RECORD) draft = withItem(draft, item.Id, { recordIdentifier: mine ?? "" });
    else if (field === WHOLE) draft = withItem(draft, item.Id, { fieldValues: mine ?? "" });
    else draft = withItem(draft, item.Id, { fieldValues: changed(payloadText(item, draft), field, mine) });
  }
  return draft;
}

/** Whose value a row ends with; none while a choice is needed and nobody made it. */
export function winner({ key, changedBy }: ConflictRow, choices: Record<string, Choice>): Choice | undefined {
  if (changedBy === "both") return choices[key];
  return changedBy === "mine" ? "mine" : "theirs";
}

const RECORD = "RecordIdentifier";

/** Compares an item as it was with what it is `now`; the rows carry `now`, because the merge starts from it. */
function compareItem(before: Item, now: Item, draft: Draft): ConflictRow[] {
  const texts = [before.FieldValues ?? "", now.FieldValues ?? "", payloadText(before, draft)] as const;
  const record = row(
    now,
    RECORD,
    before.RecordIdentifier ?? "",
    now.RecordIdentifier ?? "",
    recordText(before, draft),
  );
  const [was, theirs, mine] = texts.map(readPayload);
  if (!was || !theirs || !mine || was.problem || theirs.problem || mine.problem) {
    return [...record, ...row(now, WHOLE, ...texts)];
  }
  const sides = [was.fields, theirs.fields, mine.fields];
  const names = new Map(sides.flat().map(({ name }) => [name.toLowerCase(), name]));
  const rows = [...names.values()].flatMap((name) => {
    const [a, b, c] = sides.map((fields) => findField(fields, name)?.json ?? null);
    return row(now, name, a ?? null, b ?? null, c ?? null);
  });
  return [...record, ...rows];
}

function row(
  item: Item | null,
  field: string,
  base: string | null,
  theirs: string | null,
  mine: string | null,
): ConflictRow[] {
  if (base === theirs && base === mine) return [];
  const changedBy = isHidden(theirs) && base !== mine ? "both" : whoChanged(base, theirs, mine);
  return [{ key: `${item?.Id ?? ""} ${field}`, item, field, base, theirs, mine, changedBy }];
}

function whoChanged(
  base: string | null,
  theirs: string | null,
  mine: string | null,
): ConflictRow["changedBy"] {
  if (base === mine) return "theirs";
  if (base === theirs) return "mine";
  return theirs === mine ? "bothAlike" : "both";
}

function changed(payload: string, field: string, json: string | null): string {
  return json === null ? withoutField(payload, field) : withField(payload, field, json);
}
