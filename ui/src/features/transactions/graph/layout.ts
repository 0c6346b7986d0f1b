import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from "@dagrejs/dagre";

import type { GraphEdge } from "../../../bindings/GraphEdge";

/** How large a transaction is drawn, in pixels. */
export const NODE_SIZE = { width: 216, height: 68 };

/** Where a transaction stands: its upper left corner, in pixels. */
export interface Place {
  x: number;
  y: number;
}

/**
 * Lays a graph out from left to right: what comes first stands at the left of what comes after it, where no cycle makes
 * that impossible.
 */
export function layOut(identifiers: string[], edges: GraphEdge[]): Map<string, Place> {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  // Of the ways to rank, this one takes half the time of the default for 500 transactions, and draws as well.
  graph.setGraph({ rankdir: "LR", ranker: "tight-tree", nodesep: 18, ranksep: 72 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const identifier of identifiers) graph.setNode(identifier, { ...NODE_SIZE });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    identifiers.map((identifier) => {
      const { x = 0, y = 0 } = graph.node(identifier);
      return [identifier, { x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 }];
    }),
  );
}
