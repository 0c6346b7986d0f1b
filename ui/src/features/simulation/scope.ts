import type { SimulateManyRequest } from "../../bindings/SimulateManyRequest";
import type { TransactionFilter } from "../../bindings/TransactionFilter";

/** What is simulated: chosen transactions, what a filter finds, or all that the next run would take. */
export type SimulationScope =
  { kind: "ids"; ids: string[] } | { kind: "filter"; filter: TransactionFilter } | { kind: "queue" };

/** The request for a scope; the lookback counts for the queue only. */
export function requestOf(scope: SimulationScope, lookbackDays: number): SimulateManyRequest {
  const nothing = { ids: null, filter: null, wholeQueue: false, lookbackDays: null };
  switch (scope.kind) {
    case "ids":
      return { ...nothing, ids: scope.ids };
    case "filter":
      return { ...nothing, filter: scope.filter };
    case "queue":
      return { ...nothing, wholeQueue: true, lookbackDays };
  }
}
