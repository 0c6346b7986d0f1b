import type { Item } from "../../../bindings/Item";
import type { RevealPlace } from "../../../bindings/RevealPlace";

/** Names the payload as a whole: what is no JSON object can only be hidden, and shown, as such. */
export const WHOLE = "FieldValues";

/** Begins the name of a payload's field in the history of its transaction. */
export const IN_PAYLOAD = `${WHOLE}.`;

/** Where hidden values of an item's payload are revealed. */
export function placeOf({ Id, DeviceSyncTransactionId }: Item): RevealPlace {
  return { kind: "payload", transactionId: DeviceSyncTransactionId, itemId: Id };
}
