import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";

import { rpc } from "../../api/rpc";
import type { RpcError } from "../../api/rpc-error";
import type { RevealsAnswer } from "../../bindings/RevealsAnswer";

/** Reveals that are asked for at a time. */
const PAGE_SIZE = 50;

/** The newest reveals, and older ones as they are asked for. Events keep them up to date. */
export function useReveals() {
  const query = useInfiniteQuery<
    RevealsAnswer,
    RpcError,
    InfiniteData<RevealsAnswer>,
    string[],
    number | null
  >({
    queryKey: ["reveals.list", "all"],
    queryFn: ({ pageParam }) => rpc("reveals.list", { before: pageParam, limit: PAGE_SIZE }),
    initialPageParam: null,
    getNextPageParam: ({ reveals, hasMore }) => (hasMore ? (reveals.at(-1)?.number ?? null) : null),
  });
  return { ...query, reveals: query.data?.pages.flatMap(({ reveals }) => reveals) ?? [] };
}
