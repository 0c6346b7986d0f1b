import type { Status } from "../../../bindings/Status";

/** What an admin can do to transactions without opening them. */
export type TransactionAction = "retry" | "ignore" | "markManual" | "markResolved" | "comment" | "log";

/** A transaction as the person who acts saw it; any row of the list is one. */
export interface ActionTarget {
  id: string;
  name: string;
  status: Status;
  /** The version that was seen; if it is another by then, nothing changes. */
  version: number;
}

const WORKED_ON = "A Sync Processor works on it right now.";
const APPLIED = "It is applied to the org already.";
const NOT_MANUAL = "Only a Manual transaction can be marked resolved; mark it manual first.";
const ALWAYS: Record<Status, null> = {
  Waiting: null,
  New: null,
  InProgress: null,
  Retry: null,
  Success: null,
  Failed: null,
  Canceled: null,
  Manual: null,
};

/**
 * The legal changes of status by an admin, as the domain lists them: for each status none when the action is
 * legal, else why it is not.
 */
const WHY_NOT: Record<TransactionAction, Record<Status, string | null>> = {
  retry: {
    ...ALWAYS,
    Waiting: "It waits for items or for other transactions, and is queued by itself once they are there.",
    New: "It is in the queue already.",
    InProgress: WORKED_ON,
    Retry: "It is queued for another attempt already.",
    Success: APPLIED,
  },
  ignore: { ...ALWAYS, InProgress: WORKED_ON, Success: APPLIED, Canceled: "It is canceled already." },
  markManual: {
    ...ALWAYS,
    Waiting: "It is not in the queue yet.",
    InProgress: WORKED_ON,
    Success: APPLIED,
    Canceled: "It is canceled; retry it first.",
    Manual: "It is Manual already.",
  },
  markResolved: {
    Waiting: NOT_MANUAL,
    New: NOT_MANUAL,
    InProgress: WORKED_ON,
    Retry: NOT_MANUAL,
    Success: APPLIED,
    Failed: NOT_MANUAL,
    Canceled: NOT_MANUAL,
    Manual: null,
  },
  comment: ALWAYS,
  log: ALWAYS,
};

/** Why the action does not apply to a transaction of this status; none when it does. */
export function whyNot(action: TransactionAction, status: Status): string | null {
  return WHY_NOT[action][status];
}

/**
 * Why the action must wait for the transactions that this one depends on, whatever its status allows; none when it
 * need not. Of each of them the status, null when it has not arrived.
 */
export function whyNotByDependencies(
  action: TransactionAction,
  status: Status,
  dependencies: (Status | null)[],
): string | null {
  if (action !== "retry" || status !== "Canceled") return null;
  const open = dependencies.filter((other) => other !== "Success").length;
  if (open === 0) return null;
  return `It depends on ${open.toLocaleString("en")} that ${open === 1 ? "is" : "are"} not Success yet; see Dependencies.`;
}

/** Why a transaction of this status cannot be edited; none when it can. */
export function whyNotEdit(status: Status): string | null {
  if (status === "InProgress") return WORKED_ON;
  return status === "Success" ? `${APPLIED} An edit would change nothing there.` : null;
}

/** The targets that an action applies to, and the others. */
export function split<T extends ActionTarget>(
  action: TransactionAction,
  targets: T[],
): { allowed: T[]; refused: T[] } {
  return {
    allowed: targets.filter(({ status }) => whyNot(action, status) === null),
    refused: targets.filter(({ status }) => whyNot(action, status) !== null),
  };
}

/** Why the action can be done to none of the targets; none when it can be done to at least one. */
export function whyNotAny(action: TransactionAction, targets: ActionTarget[]): string | null {
  const [first, ...others] = targets;
  if (!first) return "Select transactions first.";
  if (split(action, targets).allowed.length > 0) return null;
  const reason = whyNot(action, first.status);
  return others.every(({ status }) => whyNot(action, status) === reason)
    ? reason
    : "None of the selected transactions has a status that allows it.";
}
