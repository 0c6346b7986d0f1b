import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { rpc } from "../../api/rpc";
import type { BulkAction } from "../../bindings/BulkAction";
import type { BulkPreview } from "../../bindings/BulkPreview";
import type { BulkScope } from "../../bindings/BulkScope";

/** Typing is asked about once it pauses for so many milliseconds. */
const PAUSE = 300;

/** What an action would do. */
export interface Previewed {
  preview: BulkPreview;
  /** The action; another one may have been entered meanwhile. */
  action: BulkAction;
}

/**
 * What an action would do, asked anew for each dialog. What a patch is about is counted before its rule is there; the
 * answer before stays until the next is there, so that nothing jumps while somebody types.
 */
export function usePreview(action: BulkAction | undefined, scope: BulkScope) {
  const [asked] = useDebouncedValue(JSON.stringify(action ?? { kind: "comment" }), PAUSE);
  const request = { action: JSON.parse(asked) as BulkAction, scope };
  return useQuery<Previewed>({
    queryKey: ["bulk.preview", request],
    queryFn: async () => ({ preview: await rpc("bulk.preview", request), action: request.action }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}
