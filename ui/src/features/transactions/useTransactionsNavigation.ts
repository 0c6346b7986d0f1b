import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

import { NO_CONDITIONS, type SearchChange, type TransactionsSearch, withoutUnset } from "./search";

/** Where the list is, and how it goes on. */
export interface TransactionsNavigation {
  search: TransactionsSearch;
  /** Changes parts of the URL, so that Back returns to what was before. */
  go: (change: SearchChange) => void;
  /** The same without a step for Back: for what changes with every key that is pressed. */
  adjust: (change: SearchChange) => void;
  /** Takes every condition but the view away. */
  clearConditions: () => void;
}

/** The same object until the URL changes. */
export function useTransactionsNavigation(): TransactionsNavigation {
  const search: TransactionsSearch = useSearch({ from: "/transactions" });
  const navigate = useNavigate({ from: "/transactions" });

  const change = useCallback(
    (parts: SearchChange, replace: boolean) =>
      void navigate({
        search: (before: TransactionsSearch) => withoutUnset({ ...before, ...parts }),
        replace,
      }),
    [navigate],
  );
  const go = useCallback((parts: SearchChange) => change(parts, false), [change]);
  const adjust = useCallback((parts: SearchChange) => change(parts, true), [change]);
  const clearConditions = useCallback(() => go(NO_CONDITIONS), [go]);
  return useMemo(() => ({ search, go, adjust, clearConditions }), [search, go, adjust, clearConditions]);
}
