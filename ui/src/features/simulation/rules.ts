import type { Status } from "../../bindings/Status";

const WHY_NOT: Partial<Record<Status, string>> = {
  Success: "It is applied to the org already: there is nothing left to simulate.",
  InProgress: "A Sync Processor works on it right now.",
};

/** Why a transaction of this status cannot be simulated; none when it can. */
export function whyNotSimulate(status: Status): string | null {
  return WHY_NOT[status] ?? null;
}

/** Why none of these transactions can be simulated; none when at least one can. */
export function whyNotSimulateAny(targets: { status: Status }[]): string | null {
  const [first, ...others] = targets;
  if (!first) return "Select transactions first.";
  const reason = whyNotSimulate(first.status);
  return others.some(({ status }) => whyNotSimulate(status) === null) ? null : reason;
}
