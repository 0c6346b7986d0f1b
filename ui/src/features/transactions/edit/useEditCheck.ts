import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { commandQuery } from "../../../api/query";
import type { EditPreview } from "../../../bindings/EditPreview";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { checkOf, type Draft } from "./draft";

/** How long nobody types before the draft is checked, in milliseconds. */
const PAUSE = 250;

/** What the org would say of the draft, asked whenever typing pauses. */
export interface EditCheck {
  preview: EditPreview | undefined;
  /** Whether `preview` is of the draft as it is now. */
  isCurrent: boolean;
  error: unknown;
  /** What the org says of the draft as it is now, without waiting for a pause. */
  ask: () => Promise<EditPreview>;
}

/** Checks the draft against the org's describe as one types. */
export function useEditCheck(base: TransactionDetail, draft: Draft): EditCheck {
  const client = useQueryClient();
  const request = useMemo(() => checkOf(base, draft), [base, draft]);
  const [asked] = useDebouncedValue(request, PAUSE);
  const check = useQuery({
    ...commandQuery("transactions.checkEdit", asked),
    // The marks stay while the next answer is on its way, else they would blink at every key.
    placeholderData: keepPreviousData,
    // A payload may be large: the answers to half a word are not worth keeping.
    gcTime: 0,
    staleTime: 0,
  });
  return {
    preview: check.data,
    isCurrent: asked === request && check.isSuccess && !check.isPlaceholderData,
    error: check.error,
    ask: () => client.query(commandQuery("transactions.checkEdit", request)),
  };
}
