import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { type Draft, isDirty } from "./draft";
import { problemOf, TRANSACTION_FIELDS } from "./transaction-fields";

/** Why a draft cannot be reviewed and saved yet; none when it can. */
export function whyNotReview(base: TransactionDetail, draft: Draft): string | null {
  if (!isDirty(base, draft)) return "Nothing is changed yet.";
  const unfit = TRANSACTION_FIELDS.find((field) => {
    const text = draft.fields[field.name];
    return text !== undefined && problemOf(field, text) !== null;
  });
  return unfit ? `Mend ${unfit.label} in the transaction details first.` : null;
}
