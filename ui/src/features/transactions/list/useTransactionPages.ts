import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { rpc } from "../../../api/rpc";
import type { RpcError } from "../../../api/rpc-error";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import type { TransactionPage } from "../../../bindings/TransactionPage";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import type { TransactionSort } from "../../../bindings/TransactionSort";

/** Rows that are asked for at a time. */
export const PAGE_SIZE = 100;

/** What the cache keeps of a list. */
export type ListData = InfiniteData<TransactionPage, string | null>;

/** A list of transactions, as far as it is loaded. */
export interface TransactionPages {
  key: QueryKey;
  rows: TransactionRow[];
  filter: TransactionFilter;
  sort: TransactionSort;
  /** Nothing to show yet. */
  loading: boolean;
  /** The rows on screen belong to the filter before; those of this one are on their way. */
  outdated: boolean;
  loadingMore: boolean;
  hasMore: boolean;
  error: RpcError | null;
  loadMore: () => void;
  retry: () => void;
}

/** The first page of a list of transactions, and further ones as they are asked for. */
export function useTransactionPages(filter: TransactionFilter, sort: TransactionSort): TransactionPages {
  const key: QueryKey = ["transactions.list", { filter, sort }];
  const query = useInfiniteQuery<TransactionPage, RpcError, ListData, QueryKey, string | null>({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      rpc("transactions.list", { filter, sort, cursor: pageParam, limit: PAGE_SIZE }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // Live rows keep it fresh while it is on screen; once it is not, it is asked for anew.
    staleTime: Infinity,
    gcTime: 0,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);

  return {
    key,
    rows,
    filter,
    sort,
    loading: query.isPending,
    outdated: query.isPlaceholderData,
    loadingMore: isFetchingNextPage,
    hasMore: hasNextPage,
    error: query.error,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage && !query.isError) void fetchNextPage();
    },
    retry: () => void (data ? fetchNextPage() : query.refetch()),
  };
}
