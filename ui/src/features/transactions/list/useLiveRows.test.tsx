import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { connectEvents } from "../../../api/events";
import { installPlatform } from "../../../platform/platform";
import { makeTransaction } from "../../../test/fake-console/make-transaction";
import { rowOf } from "../../../test/fake-console/rows";
import { type FakePlatform, fakePlatform } from "../../../test/fake-platform";
import { useLiveRows } from "./useLiveRows";
import type { TransactionPages } from "./useTransactionPages";

const NOTHING = new Set<string>();
/** So many rows are drawn. */
const DRAWN = 20;
const list: TransactionPages = {
  key: ["transactions.list", {}],
  rows: Array.from({ length: 100 }, (_, at) => rowOf(makeTransaction(at, 1))),
  filter: { statuses: [] },
  sort: { by: "received", descending: true },
  loading: false,
  outdated: false,
  loadingMore: false,
  hasMore: false,
  error: null,
  loadMore: () => undefined,
  retry: () => undefined,
};

let platform: FakePlatform;
let disconnect: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  platform = fakePlatform({
    "transactions.rows": ({ ids }) => list.rows.filter(({ id }) => ids.includes(id)),
    "transactions.list": () => ({ rows: list.rows, next: null }),
  });
  installPlatform(platform);
  disconnect = await connectEvents();
});

afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

function follow() {
  const client = new QueryClient();
  const around = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useLiveRows(list, NOTHING, () => true), { wrapper: around });
  const scrollTo = (first: number) => result.current.onDrawn(first, first + DRAWN - 1);
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
  const change = () => platform.emit({ type: "transactionsChanged", data: [] });
  const asked = () => platform.requestsOf("transactions.rows").map(({ ids }) => ids);
  return { scrollTo, pass, change, asked };
}

const idsFrom = (first: number) => list.rows.slice(first, first + DRAWN).map(({ id }) => id);

describe("a list that follows the queue", () => {
  it("asks at once for the rows that are drawn, while it stands still", async () => {
    const { scrollTo, pass, change, asked } = follow();
    scrollTo(0);
    await pass(1_000);
    expect(asked()).toEqual([]);
    change();
    expect(asked()).toEqual([idsFrom(0)]);
  });

  it("asks for those on screen when it has been scrolled, and not meanwhile", async () => {
    const { scrollTo, pass, change, asked } = follow();
    for (let first = 0; first < 20; first += 1) {
      scrollTo(first);
      change();
      await pass(100);
    }
    expect(asked()).toEqual([]);
    await pass(1_000);
    expect(asked()).toEqual([idsFrom(19)]);
  });

  it("asks for all at once when other masks count, scrolled or not", () => {
    const { scrollTo, asked } = follow();
    scrollTo(0);
    platform.emit({ type: "masksChanged" });
    expect(asked()).toEqual([list.rows.map(({ id }) => id)]);
  });
});
