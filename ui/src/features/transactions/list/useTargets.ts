import { useCallback, useMemo, useState } from "react";

import type { TransactionRow } from "../../../bindings/TransactionRow";
import type { ActionTarget } from "../actions/rules";

/** The selected transactions, as the person who selected them saw them. */
export interface Targets {
  targets: ActionTarget[];
  /** Learns of rows that are selected without being loaded into the list. */
  learn: (rows: TransactionRow[]) => void;
}

/** Finds the rows of the selection: those of the list as they are now, others as they were learnt. */
export function useTargets(rows: TransactionRow[], selected: ReadonlySet<string>): Targets {
  const [learnt, setLearnt] = useState<TransactionRow[]>([]);
  const targets = useMemo(() => {
    const known = new Map([...learnt, ...rows].map((row) => [row.id, row]));
    return [...selected].flatMap((id) => known.get(id) ?? []);
  }, [learnt, rows, selected]);
  return { targets, learn: useCallback((more: TransactionRow[]) => setLearnt(more), []) };
}
