import type { Item } from "../../../bindings/Item";
import type { RevealPlace } from "../../../bindings/RevealPlace";

/** Where hidden values of an item's payload are revealed. */
export function placeOf({ Id, DeviceSyncTransactionId }: Item): RevealPlace {
  return { kind: "payload", transactionId: DeviceSyncTransactionId, itemId: Id };
}
