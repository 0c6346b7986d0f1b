import type { GraphEdge } from "../../../bindings/GraphEdge";
import type { GraphNode } from "../../../bindings/GraphNode";
import type { TransactionGraph } from "../../../bindings/TransactionGraph";

/** A transaction in the tree, and below it those it leads on to. */
export interface Branch {
  /** Unique in the tree. */
  key: string;
  node: GraphNode;
  /** What is said of it beside its name; none for nothing. */
  note: string | null;
  children: Branch[];
}

/** A part of the tree: transactions that hang together with the first one in the same way. */
export interface Grove {
  key: string;
  title: string;
  branches: Branch[];
}

/** The graph as a tree: every transaction but the first stands in it, in full once in each part. */
export function forestOf(graph: TransactionGraph): Grove[] {
  const [root] = graph.nodes;
  if (!root) return [];
  const id = root.offlineUniqueIdentifier;
  const depends = graph.edges.filter(({ reason }) => reason.kind === "dependsOn");
  const follow = followed(graph.nodes, depends, id);
  const close = [
    { key: "dependsOn", title: "Depends on", branches: follow("dependsOn", "to", "from") },
    { key: "neededBy", title: "Needed by", branches: follow("neededBy", "from", "to") },
    ...sameRecords(graph, id),
  ];
  const placed = new Set([id]);
  close.forEach(({ branches }) => collect(branches, placed));
  const others = graph.nodes.filter(({ offlineUniqueIdentifier }) => !placed.has(offlineUniqueIdentifier));
  const far = {
    key: "others",
    title: "Further away",
    branches: others.map((node) => farBranch(node, depends, graph.nodes)),
  };
  return [...close, far].filter(({ branches }) => branches.length > 0);
}

/** Says of a transaction what it is called: its name, or what its device called it while it has not arrived. */
export function nameOf({ transaction, offlineUniqueIdentifier }: GraphNode): string {
  return transaction?.name ?? offlineUniqueIdentifier;
}

/** Follows dependencies from the root on, one way or the other. Who was followed before is not followed again. */
function followed(nodes: GraphNode[], depends: GraphEdge[], root: string) {
  const byId = new Map(nodes.map((node) => [node.offlineUniqueIdentifier, node]));
  return (part: string, here: "from" | "to", there: "from" | "to"): Branch[] => {
    const next = new Map<string, GraphEdge[]>();
    for (const edge of depends) next.set(edge[here], [...(next.get(edge[here]) ?? []), edge]);
    const seen = new Set<string>();
    const grow = (from: string, path: string): Branch[] =>
      (next.get(from) ?? []).flatMap((edge) => {
        const id = edge[there];
        const node = byId.get(id);
        if (!node) return [];
        const key = `${path}/${id}`;
        if (id === root) return { key, node, note: "a cycle: this transaction", children: [] };
        if (seen.has(id)) return { key, node, note: "see above", children: [] };
        seen.add(id);
        return { key, node, note: null, children: grow(id, key) };
      });
    return grow(root, part);
  };
}

function sameRecords({ nodes, edges }: TransactionGraph, root: string): Grove[] {
  const byId = new Map(nodes.map((node) => [node.offlineUniqueIdentifier, node]));
  const groves = new Map<string, Grove>();
  for (const { from, to, reason } of edges) {
    if (reason.kind !== "sameRecord") continue;
    const isEarlier = to === root;
    const node = byId.get(isEarlier ? from : to);
    if (!node) continue;
    const { recordId } = reason;
    const key = `record ${recordId}`;
    const grove = groves.get(key) ?? { key, title: `Same record ${recordId}`, branches: [] };
    groves.set(key, grove);
    grove.branches.push({
      key: `${key}/${node.offlineUniqueIdentifier}`,
      node,
      note: isEarlier ? "arrived earlier" : "arrived later",
      children: [],
    });
  }
  return [...groves.values()];
}

/** One that hangs together with others of the tree only. */
function farBranch(node: GraphNode, depends: GraphEdge[], nodes: GraphNode[]): Branch {
  const id = node.offlineUniqueIdentifier;
  const edge = depends.find(({ from, to }) => from === id || to === id);
  const otherId = edge?.from === id ? edge.to : edge?.from;
  const other = nodes.find(({ offlineUniqueIdentifier }) => offlineUniqueIdentifier === otherId);
  const how = edge?.from === id ? "needed by" : "depends on";
  return { key: `others/${id}`, node, note: other ? `${how} ${nameOf(other)}` : null, children: [] };
}

function collect(branches: Branch[], into: Set<string>) {
  for (const { node, children } of branches) {
    into.add(node.offlineUniqueIdentifier);
    collect(children, into);
  }
}
