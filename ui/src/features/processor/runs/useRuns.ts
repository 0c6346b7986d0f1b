import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";

import { rpc } from "../../../api/rpc";
import type { RpcError } from "../../../api/rpc-error";
import type { BatchJob } from "../../../bindings/BatchJob";
import type { RunsAnswer } from "../../../bindings/RunsAnswer";

/** Runs that are asked for at a time. */
const PAGE_SIZE = 50;

/** The runs, as far as they are loaded. */
export interface Runs {
  runs: BatchJob[];
  isPending: boolean;
  error: RpcError | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

/** The newest runs, and older ones as they are asked for. Events keep them up to date. */
export function useRuns(): Runs {
  const query = useInfiniteQuery<RunsAnswer, RpcError, InfiniteData<RunsAnswer>, string[], number | null>({
    queryKey: ["runs.list", "all"],
    queryFn: ({ pageParam }) => rpc("runs.list", { before: pageParam, limit: PAGE_SIZE }),
    initialPageParam: null,
    getNextPageParam: ({ runs, hasMore }) => (hasMore ? (runs.at(-1)?.id ?? null) : null),
  });
  return {
    runs: query.data?.pages.flatMap(({ runs }) => runs) ?? [],
    isPending: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
