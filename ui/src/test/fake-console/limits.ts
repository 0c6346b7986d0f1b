import type { GovernorLimits } from "../../bindings/GovernorLimits";
import type { LimitUsage } from "../../bindings/LimitUsage";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { SALESFORCE_LIMITS } from "../../features/limits/limits";
import type { Handlers } from "../fake-platform";

/** What an attempt on a transaction uses in the fake. */
export function usageOf({ items, transaction }: TransactionDetail): LimitUsage {
  const number = transaction.Sequence ?? 0;
  return {
    queries: items.length + 1,
    statements: items.length,
    rows: items.length,
    cpuMs: 3 + (number % 40),
    heapBytes: 2_048 + items.reduce((sum, { FieldValues }) => sum + (FieldValues ?? "").length, 0),
  };
}

/** Limits that can be read and set. */
export function limitsHandlers(): Handlers & { current: () => GovernorLimits } {
  let limits = SALESFORCE_LIMITS;
  return {
    current: () => limits,
    "org.limits": () => limits,
    "org.setLimits": (request) => (limits = request.limits),
  };
}
