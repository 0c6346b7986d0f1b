import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";

import { rpc } from "../../../api/rpc";
import type { RpcError } from "../../../api/rpc-error";
import type { InboxAnswer } from "../../../bindings/InboxAnswer";
import type { Notice } from "../../../bindings/Notice";

/** Notices that are asked for at a time. */
const PAGE_SIZE = 30;

/** The notices, as far as they are loaded. */
export interface Inbox {
  notices: Notice[];
  isPending: boolean;
  error: RpcError | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

type Key = [command: string, onlyUnread: boolean];

/** The newest notices, and older ones as they are asked for. Events keep them up to date. */
export function useInbox(onlyUnread: boolean): Inbox {
  const query = useInfiniteQuery<InboxAnswer, RpcError, InfiniteData<InboxAnswer>, Key, number | null>({
    queryKey: ["inbox.list", onlyUnread],
    queryFn: ({ pageParam }) => rpc("inbox.list", { before: pageParam, onlyUnread, limit: PAGE_SIZE }),
    initialPageParam: null,
    getNextPageParam: ({ notices, hasMore }) => (hasMore ? (notices.at(-1)?.id ?? null) : null),
  });
  return {
    notices: query.data?.pages.flatMap(({ notices }) => notices) ?? [],
    isPending: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
