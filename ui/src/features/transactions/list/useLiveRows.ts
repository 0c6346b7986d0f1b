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
/** The list stands still when it has not been scrolled for so long, in milliseconds. */
const STILL_AFTER = 150;
/** Rows that can be asked for at once. */
const ROWS_LIMIT = 1000;

/** New rows that wait until they are asked for. */
export interface LiveRows {
  /** How many there are, at least. */
  waiting: number;
  /** Puts them on screen. */
  show: () => void;
  /** Is to hear the places of the first and the last row that are drawn. */
  onDrawn: (first: number, last: number) => void;
}

/**
 * Keeps a list up to date without moving it: rows that changed change in place, those that are drawn or `addressed` by
 * actions at once, any other when it is; while the list is scrolled, once it stands still, as drawing rows anew would make it
 * jerk. Rows that came or left change the list only when nothing holds it (see `isHeld`), else they wait behind a button.
 */
export function useLiveRows(
  list: TransactionPages,
  addressed: ReadonlySet<string>,
  isHeld: () => boolean,
): LiveRows {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  const current = useRef({ list, addressed, isHeld });
  useEffect(() => {
    current.current = { list, addressed, isHeld };
  });
  const listName = JSON.stringify(list.key);
  /** Loaded rows that may be others by now. */
  const stale = useRef(new Set<string>());
  const drawn = useRef({ first: 0, last: -1 });
  const askToFollow = useRef<() => void>(undefined);
  /** Runs while the list is scrolled. */
  const scrolling = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Whether it was to follow meanwhile. */
  const missed = useRef(false);

  const follow = useCallback(
    async (everything: boolean) => {
      const { key, rows, filter, sort } = current.current.list;
      const { first, last } = drawn.current;
      const loaded = rows.map(({ id }) => id);
      const ids = loaded.filter((id, at) => {
        const isSeen = (at >= first && at <= last) || current.current.addressed.has(id);
        return everything || (isSeen && stale.current.has(id));
      });
      for (const id of ids) stale.current.delete(id);
      const [now, head] = await Promise.all([
        rowsOf(ids),
        rpc("transactions.list", { filter, sort, cursor: null, limit: PAGE_SIZE }),
      ]).catch((error: unknown) => {
        for (const id of ids) stale.current.add(id);
        throw error;
      });
      // Another filter was chosen meanwhile: these answers are about the list before.
      if (JSON.stringify(current.current.list.key) !== JSON.stringify(key)) return;
      client.setQueryData<ListData>(key, (data) => data && withRows(data, now));
      const held = current.current.isHeld() || current.current.list.loadingMore;
      if (!held && !sameOrder(head, rows)) client.setQueryData<ListData>(key, startingWith(head));
      setWaiting(held ? newRows(head, new Set(loaded)) : 0);
    },
    [client],
  );

  useEffect(() => {
    const known = stale.current;
    let everything = false;
    const following = throttled(() => {
      missed.current = scrolling.current !== undefined && !everything;
      if (missed.current) return;
      const isAll = everything;
      everything = false;
      // A list that cannot be read says so itself when it is next asked for rows.
      follow(isAll).catch((error: unknown) => console.warn("the list could not follow the queue", error));
    }, FOLLOW_EVERY);
    askToFollow.current = following.ask;
    const stopHearing = onConsoleEvent((event) => {
      // What is shown in another way may not come up once more as it was.
      if (event.type === "masksChanged") everything = true;
      else if (event.type !== "transactionsChanged") return;
      else for (const id of changedOf(current.current.list.rows, event.data)) known.add(id);
      following.ask();
    });
    return () => {
      stopHearing();
      following.stop();
      askToFollow.current = undefined;
      known.clear();
      setWaiting(0);
    };
  }, [follow, listName]);

  const followIfStale = (ids: Iterable<string>) => {
    for (const id of ids) if (stale.current.has(id)) return askToFollow.current?.();
  };
  const standStill = useCallback(() => {
    scrolling.current = undefined;
    const { first, last } = drawn.current;
    if (missed.current) askToFollow.current?.();
    else followIfStale(current.current.list.rows.slice(first, last + 1).map(({ id }) => id));
  }, []);
  const onDrawn = useCallback(
    (first: number, last: number) => {
      drawn.current = { first, last };
      clearTimeout(scrolling.current);
      scrolling.current = setTimeout(standStill, STILL_AFTER);
    },
    [standStill],
  );
  useEffect(() => () => clearTimeout(scrolling.current), []);
  useEffect(() => followIfStale(addressed), [addressed]);

  const show = useCallback(() => {
    const { key, filter, sort } = current.current.list;
    setWaiting(0);
    void rpc("transactions.list", { filter, sort, cursor: null, limit: PAGE_SIZE }).then((head) =>
      client.setQueryData<ListData>(key, startingWith(head)),
    );
  }, [client]);

  return { waiting, show, onDrawn };
}

/** Which of these rows an event is about: those it names, all when it names none. */
function changedOf(rows: TransactionRow[], named: string[]): string[] {
  const ids = rows.map(({ id }) => id);
  if (named.length === 0) return ids;
  const changed = new Set(named);
  return ids.filter((id) => changed.has(id));
}

/** The rows of these transactions as they are now, asked for in portions. */
async function rowsOf(ids: string[]): Promise<TransactionRow[]> {
  const portions = Array.from({ length: Math.ceil(ids.length / ROWS_LIMIT) }, (_, at) =>
    rpc("transactions.rows", { ids: ids.slice(at * ROWS_LIMIT, (at + 1) * ROWS_LIMIT) }),
  );
  return (await Promise.all(portions)).flat();
}
