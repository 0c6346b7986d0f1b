import type { BulkPreview } from "../../bindings/BulkPreview";
import type { BulkRefusal } from "../../bindings/BulkRefusal";

/** Transactions that are named for each reason. */
const SAMPLE = 5;

/** A preview with those of later portions; what is about the scope as a whole stands in each. */
export function together(first: BulkPreview, later: BulkPreview[]): BulkPreview {
  return later.reduce(
    (all, portion) => ({
      ...all,
      changing: all.changing + portion.changing,
      lookedAt: all.lookedAt + portion.lookedAt,
      patched: [...all.patched, ...portion.patched],
      refusals: portion.refusals.reduce(withRefusal, all.refusals),
      next: portion.next,
    }),
    first,
  );
}

function withRefusal(all: BulkRefusal[], more: BulkRefusal): BulkRefusal[] {
  const isSame = ({ kind, reason }: BulkRefusal) => kind === more.kind && reason === more.reason;
  if (!all.some(isSame)) return [...all, more];
  return all.map((refusal) =>
    isSame(refusal)
      ? {
          ...refusal,
          count: refusal.count + more.count,
          sample: [...refusal.sample, ...more.sample].slice(0, SAMPLE),
        }
      : refusal,
  );
}
