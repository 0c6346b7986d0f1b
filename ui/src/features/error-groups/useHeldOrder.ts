import { useState } from "react";

import type { ErrorGroup } from "../../bindings/ErrorGroup";

/**
 * Groups in the order they had when holding began, those that came since at the end: while a run counts on, no row may
 * move away from under the pointer. Another question, such as another sort, is answered in its own order at once.
 */
export function useHeldOrder(groups: ErrorGroup[], question: string, isHeld: boolean): ErrorGroup[] {
  const ids = groups.map(({ id }) => id).join();
  const [kept, setKept] = useState({ question, ids });
  const isNew = kept.question !== question || !isHeld;
  if (isNew && (kept.question !== question || kept.ids !== ids)) setKept({ question, ids });
  if (isNew) return groups;

  const places = new Map(kept.ids.split(",").map((id, at) => [id, at]));
  const placeOf = ({ id }: ErrorGroup) => places.get(String(id)) ?? places.size;
  return groups.toSorted((a, b) => placeOf(a) - placeOf(b));
}
