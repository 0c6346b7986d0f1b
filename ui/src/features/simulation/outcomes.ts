import type { AttemptOutcome } from "../../bindings/AttemptOutcome";

/** What a simulated attempt came to, for one and for several: "3 would succeed". */
export const WOULD: Record<AttemptOutcome, string> = {
  Success: "would succeed",
  Retry: "would be tried again later",
  Failed: "would fail",
  Canceled: "would be canceled",
  Manual: "would be handed to an admin",
};
