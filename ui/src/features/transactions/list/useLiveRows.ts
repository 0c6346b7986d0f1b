import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";

import { onConsoleEvent } from "../../../api/events";
import { throttled } from "../../../api/live-queries";
import { rpc } from "../../../api/rpc";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import { newRows, sameOrder, startingWith, withRows } from "./live-rows";
import { type ListData, PAGE_SIZE, type TransactionPages } from "./useTransactionPages";

/** The list follows the queue at most this often, in milliseconds. */
const FOLLOW_EVERY = 400;
/** Rows that can be asked for at once. */
const ROWS_LIMIT = 1000;

/** Which rows may be others by now: these, some (the first are looked at), or each, because it is shown in another way. */
type Changed = Set<string> | "many" | "all";

/** New rows that wait until they are asked for. */
export interface LiveRows {
  /** How many there are, at least. */
  waiting: number;
  /** Puts them on screen. */
  show: () => void;
}

/**
 * Keeps a list up to date without moving it: rows that changed change in place. Rows that came or left change the
 * list only when nothing holds it (see `isHeld`), else they wait behind a button.
 */
export function useLiveRows(list: TransactionPages, isHeld: () => boolean): LiveRows {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  const current = useRef({ list, isHeld });
  useEffect(() => {
    current.current = { list, isHeld };
  });
  const listName = JSON.stringify(list.key);

  const follow = useCallback(
    async (changed: Changed) => {
      const { key, rows, filter, sort } = current.current.list;
      const loaded = new Set(rows.map(({ id }) => id));
      const ids = rows
        .map(({ id }) => id)
        .filter((id, at) => changed === "all" || (changed === "many" ? at < ROWS_LIMIT : changed.has(id)));
      const [now, head] = await Promise.all([
        rowsOf(ids),
        rpc("transactions.list", { filter, sort, cursor: null, limit: PAGE_SIZE }),
      ]);
      // Another filter was chosen meanwhile: these answers are about the list before.
      if (JSON.stringify(current.current.list.key) !== JSON.stringify(key)) return;
      client.setQueryData<ListData>(key, (data) => data && withRows(data, now));
      const held = current.current.isHeld() || current.current.list.loadingMore;
      if (!held && !sameOrder(head, rows)) client.setQueryData<ListData>(key, startingWith(head));
      setWaiting(held ? newRows(head, loaded) : 0);
    },
    [client],
  );

  useEffect(() => {
    let changed: Changed = new Set();
    const following = throttled(() => {
      const what = changed;
      changed = new Set();
      // A list that cannot be read says so itself when it is next asked for rows.
      follow(what).catch((error: unknown) => console.warn("the list could not follow the queue", error));
    }, FOLLOW_EVERY);
    const stopHearing = onConsoleEvent((event) => {
      if (event.type === "masksChanged") changed = "all";
      else if (event.type !== "transactionsChanged") return;
      else if (changed === "all") return;
      else if (event.data.length === 0) changed = "many";
      else if (changed !== "many") for (const id of event.data) changed.add(id);
      following.ask();
    });
    return () => {
      stopHearing();
      following.stop();
      setWaiting(0);
    };
  }, [follow, listName]);

  const show = useCallback(() => {
    const { key, filter, sort } = current.current.list;
    setWaiting(0);
    void rpc("transactions.list", { filter, sort, cursor: null, limit: PAGE_SIZE }).then((head) =>
      client.setQueryData<ListData>(key, startingWith(head)),
    );
  }, [client]);

  return { waiting, show };
}

/** The rows of these transactions as they are now, asked for in portions. */
async function rowsOf(ids: string[]): Promise<TransactionRow[]> {
  const portions = Array.from({ length: Math.ceil(ids.length / ROWS_LIMIT) }, (_, at) =>
    rpc("transactions.rows", { ids: ids.slice(at * ROWS_LIMIT, (at + 1) * ROWS_LIMIT) }),
  );
  return (await Promise.all(portions)).flat();
}
