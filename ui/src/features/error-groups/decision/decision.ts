import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import type { ErrorGroupValues } from "../../../bindings/ErrorGroupValues";

/** How a group is to stand. */
export type Choice = "new" | "known" | "snoozed";

/** What is decided about a group, as the form holds it. */
export interface Decision {
  choice: Choice;
  /** Whether it is known once it is no longer snoozed. */
  isKnown: boolean;
  /** ISO 8601; counts for a snoozed one. */
  snoozedUntil: string;
  assignee: string;
  note: string;
}

/** A snooze lasts a week unless it is changed, in milliseconds. */
const SNOOZE = 7 * 86_400_000;

/** What is decided about a group now. Whoever decides about one that came back knows of it. */
export function decisionOf(group: ErrorGroup, now: number): Decision {
  const { state, isKnown, snoozedUntil, assignee, note } = group;
  return {
    isKnown,
    choice: state === "regressed" ? "known" : state,
    snoozedUntil: state === "snoozed" && snoozedUntil !== null ? snoozedUntil : inAWeek(now),
    assignee: assignee ?? "",
    note: note ?? "",
  };
}

function inAWeek(now: number): string {
  return new Date(now + SNOOZE).toISOString();
}

/** What is saved. A snoozed one stands as before once its time is over. */
export function valuesOf({ choice, isKnown, snoozedUntil, assignee, note }: Decision): ErrorGroupValues {
  return {
    isKnown: choice === "known" || (choice === "snoozed" && isKnown),
    snoozedUntil: choice === "snoozed" ? snoozedUntil : null,
    assignee: assignee.trim() || null,
    note: note.trim() || null,
  };
}
