import { useState } from "react";

import { rpc } from "../../../api/rpc";
import { RpcError } from "../../../api/rpc-error";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import type { TransactionSort } from "../../../bindings/TransactionSort";

/** Transactions that can be selected at once. */
const LIMIT = 10_000;
/** Rows that are asked for at a time. */
const PAGE = 500;

/** Selecting what a filter finds, beyond the rows that are loaded. */
export interface SelectAll {
  limit: number;
  busy: boolean;
  error: RpcError | null;
  select: () => void;
}

/** Reads the rows that a filter finds and hands them to `onRows`, in the order of the list. */
export function useSelectAll(
  filter: TransactionFilter,
  sort: TransactionSort,
  onRows: (rows: TransactionRow[]) => void,
): SelectAll {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);

  const select = async () => {
    setBusy(true);
    setError(null);
    try {
      const rows: TransactionRow[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof rpc<"transactions.list">>> = await rpc("transactions.list", {
          filter,
          sort,
          cursor,
          limit: Math.min(PAGE, LIMIT - rows.length),
        });
        rows.push(...page.rows);
        cursor = page.next;
      } while (cursor !== null && rows.length < LIMIT);
      onRows(rows);
    } catch (thrown) {
      setError(RpcError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { limit: LIMIT, busy, error, select: () => void select() };
}
