import { useCallback, useMemo, useState } from "react";

/** Which rows are selected. */
export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Selects everything from the row touched last to this one. */
  extendTo: (id: string) => void;
  selectAll: (ids: string[]) => void;
  clear: () => void;
}

interface State {
  ids: ReadonlySet<string>;
  /** Where a range with Shift begins. */
  anchor: string | undefined;
}

const NOTHING: State = { ids: new Set(), anchor: undefined };

/** Selection over rows in the order of `order`. Rows that leave the list stay selected until cleared. */
export function useSelection(order: string[]): Selection {
  const [state, setState] = useState<State>(NOTHING);

  const toggle = useCallback((id: string) => {
    setState(({ ids }) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      return { ids: next, anchor: id };
    });
  }, []);

  const extendTo = useCallback(
    (id: string) => {
      setState(({ ids, anchor }) => ({
        ids: new Set([...ids, ...between(order, anchor ?? id, id)]),
        anchor: id,
      }));
    },
    [order],
  );

  const selectAll = useCallback((all: string[]) => setState({ ids: new Set(all), anchor: undefined }), []);
  const clear = useCallback(() => setState(NOTHING), []);

  return useMemo(
    () => ({ ids: state.ids, toggle, extendTo, selectAll, clear }),
    [state.ids, toggle, extendTo, selectAll, clear],
  );
}

/** The rows from one to another, both included, whichever comes first. */
function between(order: string[], from: string, to: string): string[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return order.slice(Math.min(a, b), Math.max(a, b) + 1);
}
