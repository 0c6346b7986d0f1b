import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import type { ErrorGroupValues } from "../../../bindings/ErrorGroupValues";

/** How a group is to stand. */
export type Choice = "new" | "known" | "snoozed";

/** What is decided about a group, as the form holds it. */
export interface Decision {
  choice: Choice;
  /** ISO 8601; counts for a snoozed one. */
  snoozedUntil: string;
  assignee: string;
  note: string;
}

/** A snooze lasts a week unless it is changed, in milliseconds. */
const SNOOZE = 7 * 86_400_000;

/** What is decided about a group now. Whoever decides about one that came back knows of it. */
export function decisionOf({ state, snoozedUntil, assignee, note }: ErrorGroup, now: number): Decision {
  return {
    choice: state === "regressed" ? "known" : state,
    snoozedUntil: state === "snoozed" && snoozedUntil !== null ? snoozedUntil : inAWeek(now),
    assignee: assignee ?? "",
    note: note ?? "",
  };
}

function inAWeek(now: number): string {
  return new Date(now + SNOOZE).toISOString();
}

/** What is saved. A snoozed one is new again once its time is over: then somebody is to look at it. */
export function valuesOf({ choice, snoozedUntil, assignee, note }: Decision): ErrorGroupValues {
  return {
    isKnown: choice === "known",
    snoozedUntil: choice === "snoozed" ? snoozedUntil : null,
    assignee: assignee.trim() || null,
    note: note.trim() || null,
  };
}
