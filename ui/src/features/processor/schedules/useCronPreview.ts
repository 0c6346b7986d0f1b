import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import type { SchedulePreview } from "../../../bindings/SchedulePreview";

/** How long nobody types before the expression is read, in milliseconds. */
const PAUSE = 200;

/** What is known of a cron expression. */
export interface CronPreviewState {
  /** Of the expression as it is, or of the last one that could be read. */
  preview: SchedulePreview | undefined;
  /** Whether `preview` is of the expression as it is now. */
  isCurrent: boolean;
  /** What is wrong with the expression. */
  problem: string | null;
}

/** Reads an expression whenever typing pauses. */
export function useCronPreview(cron: string): CronPreviewState {
  const [asked] = useDebouncedValue(cron.trim(), PAUSE);
  const query = useQuery({
    ...commandQuery("schedules.preview", { cron: asked }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    // The next times move on.
    staleTime: 0,
  });
  return {
    preview: query.data,
    isCurrent: asked === cron.trim() && query.isSuccess && !query.isPlaceholderData,
    problem: query.error?.message ?? null,
  };
}
