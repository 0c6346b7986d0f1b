import type { ComparedField } from "../../../bindings/ComparedField";
import type { Item } from "../../../bindings/Item";
import { type Draft, payloadText, withItem } from "../edit/draft";
import { fieldsOf, findField, withoutField } from "../payload/payload";

/** Whose value a field ends with: what the update proposes, or what the org has already. */
export type Choice = "proposed" | "org";

/** Whether the org has another value than is proposed; so it is where the org has none at all. */
export function differs({ isDifferent }: ComparedField): boolean {
  return isDifferent;
}

/** The choice that the draft stands for: a field that is no more in the payload leaves what the org has. */
export function choiceOf(field: string, item: Item, draft: Draft): Choice {
  return findField(fieldsOf(payloadText(item, draft)), field) ? "proposed" : "org";
}

/** The draft with another choice for one of the fields; those of the others stay. */
export function choose(
  draft: Draft,
  item: Item,
  fields: ComparedField[],
  field: string,
  choice: Choice,
): Draft {
  // From the payload as it was, so that a field that comes back stands where it stood.
  const leftOut = fields.filter((other) =>
    other.field === field ? choice === "org" : choiceOf(other.field, item, draft) === "org",
  );
  const payload = leftOut.reduce((text, other) => withoutField(text, other.field), item.FieldValues ?? "");
  return withItem(draft, item.Id, { fieldValues: payload });
}

/** Whether nothing of the payload would be left. */
export function isEmptied(item: Item, draft: Draft): boolean {
  return fieldsOf(item.FieldValues).length > 0 && fieldsOf(payloadText(item, draft)).length === 0;
}
