import type { RelatedTransaction } from "../../../bindings/RelatedTransaction";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";

/** Names shown at the most; the others are counted. */
const SHOWN = 3;

/** What keeps a Waiting transaction out of the queue, as sentences. */
export function whatItWaitsFor({ transaction, dependencies }: TransactionDetail): string[] {
  const reasons: string[] = [];
  const { ExpectedRecordCount: expected, ActualRecordsCount: actual } = transaction;
  if (expected !== null && (actual ?? 0) < expected) {
    reasons.push(`Items are still arriving: ${actual ?? 0} of ${expected} are here.`);
  }
  const missing = dependencies.filter(({ id }) => id === null);
  const unfinished = dependencies.filter(({ id, status }) => id !== null && status !== "Success");
  if (missing.length > 0) reasons.push(`It depends on what has not arrived yet: ${listed(missing)}.`);
  if (unfinished.length > 0) reasons.push(`It waits until these are Success: ${listed(unfinished)}.`);
  return reasons;
}

function listed(related: RelatedTransaction[]): string {
  const names = related
    .slice(0, SHOWN)
    .map(({ name, offlineUniqueIdentifier, status }) =>
      name === null ? offlineUniqueIdentifier : `${name} (${status ?? "not here"})`,
    );
  const more = related.length - names.length;
  return names.join(", ") + (more > 0 ? ` and ${more.toLocaleString("en")} more` : "");
}
