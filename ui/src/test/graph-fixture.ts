import type { GraphEdge } from "../bindings/GraphEdge";
import type { GraphNode } from "../bindings/GraphNode";
import type { GraphTransaction } from "../bindings/GraphTransaction";

/** A transaction of a graph: `dev-4` is DST-4. */
export function node(number: number, changes: Partial<GraphTransaction> = {}): GraphNode {
  return {
    offlineUniqueIdentifier: `dev-${number}`,
    transaction: {
      id: `1QT-${number}`,
      name: `DST-${number}`,
      status: "Waiting",
      version: 3,
      errorCode: null,
      offlineTimestamp: "2026-11-16T08:00:00.000Z",
      ...changes,
    },
  };
}

/** A transaction that has not arrived. */
export function missing(number: number): GraphNode {
  return { offlineUniqueIdentifier: `dev-${number}`, transaction: null };
}

/** `to` waits for `from`. */
export function dependsOn(from: number, to: number): GraphEdge {
  return { from: `dev-${from}`, to: `dev-${to}`, reason: { kind: "dependsOn" } };
}

/** Both are about a record. */
export function sameRecord(from: number, to: number, recordId = "001-7"): GraphEdge {
  return { from: `dev-${from}`, to: `dev-${to}`, reason: { kind: "sameRecord", recordId } };
}
