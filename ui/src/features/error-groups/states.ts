import { IconAlertCircle, IconArrowBackUp, IconBellZ, IconEyeCheck } from "@tabler/icons-react";

import type { ErrorGroup } from "../../bindings/ErrorGroup";
import type { ErrorGroupState } from "../../bindings/ErrorGroupState";
import type { ToneLook } from "../../components/status/ToneLabel";

/** How each state looks, and what it means to an admin. */
export const STATE_LOOKS: Record<ErrorGroupState, Required<ToneLook>> = {
  new: {
    word: "New",
    tone: "amber",
    icon: IconAlertCircle,
    meaning: "Nobody has looked at it yet.",
  },
  regressed: {
    word: "Regressed",
    tone: "failed",
    icon: IconArrowBackUp,
    meaning: "It was gone, and has come back.",
  },
  known: { word: "Known", tone: "grey", icon: IconEyeCheck, meaning: "An admin knows of it." },
  snoozed: {
    word: "Snoozed",
    tone: "violet",
    icon: IconBellZ,
    meaning: "Nobody wants to be reminded of it for a while.",
  },
};

/** The states of the groups that somebody has to look at. */
const TO_BE_LOOKED_AT: ErrorGroupState[] = ["new", "regressed"];

/** Whether it fails now and nobody has decided about it since. */
export function needsAttention({ state, failed }: ErrorGroup): boolean {
  return failed > 0 && TO_BE_LOOKED_AT.includes(state);
}

/** What an error is about: `Visit.Channel`, `Visit`; none when it names no object. */
export function placeOf({ objectName, fieldName }: Pick<ErrorGroup, "objectName" | "fieldName">) {
  return [objectName, fieldName].filter((name) => name !== null).join(".") || undefined;
}
