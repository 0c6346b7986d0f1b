import type { GraphEdge } from "../../bindings/GraphEdge";
import type { GraphNode } from "../../bindings/GraphNode";
import type { RelatedTransaction } from "../../bindings/RelatedTransaction";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import type { TransactionGraph } from "../../bindings/TransactionGraph";
import type { Queue } from "./queue";

/** Transactions about one record that are told at the most. */
const MOST_OF_A_RECORD = 6;

/** What a transaction hangs together with, as far as the fake queue has it. */
export function graphOf(queue: Queue, root: TransactionDetail): TransactionGraph {
  const all = [...queue.all.values()];
  const byIdentifier = new Map(all.map((detail) => [identifierOf(detail), detail]));
  const edges = new Map<string, GraphEdge>();
  const found = new Set([identifierOf(root)]);
  const join = (from: string, to: string, reason: GraphEdge["reason"]) => {
    edges.set(`${from} ${to} ${reason.kind}`, { from, to, reason });
    found.add(from).add(to);
  };

  for (const recordId of recordsOf(root)) {
    const others = all.filter((detail) => detail !== root && recordsOf(detail).includes(recordId));
    for (const other of others.slice(-MOST_OF_A_RECORD)) {
      const ends = [identifierOf(other), identifierOf(root)] as const;
      const [from, to] = isBefore(other, root) ? ends : ends.toReversed();
      if (from && to) join(from, to, { kind: "sameRecord", recordId });
    }
  }
  // A set is walked with what is added meanwhile.
  for (const identifier of found) {
    const detail = byIdentifier.get(identifier);
    const identifiers = (related: RelatedTransaction[] = []) =>
      related.map(({ offlineUniqueIdentifier }) => offlineUniqueIdentifier);
    for (const from of identifiers(detail?.dependencies)) join(from, identifier, { kind: "dependsOn" });
    for (const to of identifiers(detail?.dependents)) join(identifier, to, { kind: "dependsOn" });
  }
  const nodes = [...found].map((identifier) => nodeOf(identifier, byIdentifier.get(identifier)));
  return { nodes, edges: [...edges.values()], more: false };
}

function nodeOf(offlineUniqueIdentifier: string, detail: TransactionDetail | undefined): GraphNode {
  if (!detail) return { offlineUniqueIdentifier, transaction: null };
  const { Id: id, Name: name, Status: status, OfflineTimestamp: offlineTimestamp } = detail.transaction;
  const { version, errorCode } = detail;
  return { offlineUniqueIdentifier, transaction: { id, name, status, version, errorCode, offlineTimestamp } };
}

function identifierOf({ transaction }: TransactionDetail): string {
  return transaction.OfflineUniqueIdentifier;
}

function recordsOf({ items }: TransactionDetail): string[] {
  return items.flatMap(({ RecordIdentifier }) => RecordIdentifier ?? []);
}

function isBefore(one: TransactionDetail, other: TransactionDetail): boolean {
  return one.transaction.CreatedDate < other.transaction.CreatedDate;
}
