import { useDebouncedValue } from "@mantine/hooks";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import { rpc } from "../../api/rpc";
import type { RpcError } from "../../api/rpc-error";
import type { BulkAction } from "../../bindings/BulkAction";
import type { BulkPreview } from "../../bindings/BulkPreview";
import type { BulkScope } from "../../bindings/BulkScope";
import { together } from "./together";

/** Typing is asked about once it pauses for so many milliseconds. */
const PAUSE = 300;

/** What an action would do. */
export interface Previewed {
  preview: BulkPreview;
  /** The action; another one may have been entered meanwhile. */
  action: BulkAction;
}

/**
 * What an action would do, asked anew for each dialog; of a patch, portion by portion. What a patch is about is counted
 * before its rule is there; the answer before stays until the next is there, so that nothing jumps while somebody types.
 */
export function usePreview(action: BulkAction | undefined, scope: BulkScope) {
  const [asked] = useDebouncedValue(JSON.stringify(action ?? { kind: "comment" }), PAUSE);
  const request = { action: JSON.parse(asked) as BulkAction, scope };
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery<
    Previewed,
    RpcError,
    InfiniteData<Previewed>,
    unknown[],
    number | null
  >({
    queryKey: ["bulk.preview", request],
    queryFn: async ({ pageParam }) => ({
      preview: await rpc("bulk.preview", { ...request, after: pageParam }),
      action: request.action,
    }),
    initialPageParam: null,
    getNextPageParam: ({ preview }) => preview.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const [first] = data?.pages ?? [];
  const previewed: Previewed | undefined = first && {
    preview: together(first.preview, data?.pages.slice(1).map(({ preview }) => preview) ?? []),
    action: first.action,
  };
  return {
    previewed,
    error,
    /** Looks at the next portion; none when all were looked at. */
    lookFurther: hasNextPage ? () => void fetchNextPage() : undefined,
    isLooking: isFetchingNextPage,
  };
}
