import { type Icon, IconBuildingCommunity, IconDeviceTablet, IconUserCog } from "@tabler/icons-react";

import type { CauseFix } from "../../bindings/CauseFix";
import type { CauseMatch } from "../../bindings/CauseMatch";
import type { CauseOwner } from "../../bindings/CauseOwner";

/** Who can mend an error. */
export const OWNERS: Record<CauseOwner, { label: string; icon: Icon }> = {
  deviceUser: { label: "The user of the device", icon: IconDeviceTablet },
  admin: { label: "An admin", icon: IconUserCog },
  orgDeveloper: { label: "An org developer", icon: IconBuildingCommunity },
};

/** What the console can do about an error. */
export const FIXES: Record<CauseFix, { label: string; advice: string }> = {
  retry: { label: "Retry", advice: "It goes away by itself: retry the transactions." },
  releaseLock: {
    label: "Release a lock",
    advice: "Look who holds the records, release a lock that was left behind, then retry.",
  },
  setField: {
    label: "Set a field",
    advice: "Set the field in each payload that lacks it, or whose value does not fit, then retry.",
  },
  mapValue: {
    label: "Map a picklist value",
    advice: "Replace the value in the payloads by one that the picklist allows, then retry.",
  },
  replaceReference: {
    label: "Point a reference to another record",
    advice: "Let the reference in the payloads name a record that is there, then retry.",
  },
  removeField: {
    label: "Take a field out",
    advice: "Take the field out of the payloads, then retry.",
  },
};

/** Which errors an entry explains beside its code: "Visit.Channel, “Fax”"; none for every error of the code. */
export function conditionsOf({ objectName, fieldName, messageContains }: CauseMatch): string | undefined {
  const place = [objectName, fieldName].filter((name) => name !== undefined).join(".");
  const message = messageContains === undefined ? "" : `message has “${messageContains}”`;
  return [place, message].filter((part) => part !== "").join(", ") || undefined;
}
