import {
  Background,
  Controls,
  type Edge,
  MarkerType,
  type Node,
  type NodeHandle,
  Position,
  ReactFlow,
} from "@xyflow/react";
import { useMemo } from "react";

import type { GraphEdge } from "../../../bindings/GraphEdge";
import type { TransactionGraph } from "../../../bindings/TransactionGraph";
import classes from "./graph.module.css";
import { layOut, NODE_SIZE } from "./layout";
import { Legend } from "./Legend";
import { TransactionNode, type TransactionNodeData } from "./TransactionNode";

interface DependencyGraphProps {
  graph: TransactionGraph;
  /** Identifier of the selected transaction. */
  selected: string | undefined;
  onSelect: (identifier: string | undefined) => void;
  onOpen: (transactionId: string) => void;
}

type FlowNode = Node<TransactionNodeData>;

const NODE_TYPES = { transaction: TransactionNode };

/** Where edges begin and end, told so that also the edges of what is not on screen are drawn. */
const HANDLES: NodeHandle[] = [
  { type: "target", position: Position.Left, x: 0, y: NODE_SIZE.height / 2, width: 1, height: 1 },
  {
    type: "source",
    position: Position.Right,
    x: NODE_SIZE.width,
    y: NODE_SIZE.height / 2,
    width: 1,
    height: 1,
  },
];

/** The graph, laid out; drawn only as far as it is on screen. The tree is the same for the keyboard. */
export default function DependencyGraph({ graph, selected, onSelect, onOpen }: DependencyGraphProps) {
  // Statuses change all the time: the layout hangs on what does not.
  const identifiers = graph.nodes.map(({ offlineUniqueIdentifier }) => offlineUniqueIdentifier).join("\n");
  const places = useMemo(() => layOut(identifiers.split("\n"), graph.edges), [identifiers, graph.edges]);
  const edges = useMemo(() => graph.edges.map(flowEdge), [graph.edges]);
  const nodes = useMemo(
    () =>
      graph.nodes.map((node, at): FlowNode => {
        const id = node.offlineUniqueIdentifier;
        return {
          id,
          type: "transaction",
          position: places.get(id) ?? { x: 0, y: 0 },
          ...NODE_SIZE,
          handles: HANDLES,
          data: { node, isRoot: at === 0 },
        };
      }),
    [graph.nodes, places],
  );
  const shown = useMemo(
    () => nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node)),
    [nodes, selected],
  );

  return (
    <div className={classes.canvas} role="group" aria-label="Graph">
      <ReactFlow<FlowNode>
        nodes={shown}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1 }}
        minZoom={0.03}
        maxZoom={1.6}
        defaultMarkerColor={null}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_, { id }) => onSelect(id)}
        onNodeDoubleClick={(_, { data }) => data.node.transaction && onOpen(data.node.transaction.id)}
        onPaneClick={() => onSelect(undefined)}
      >
        <Background gap={22} />
        <Controls showInteractive={false} />
      </ReactFlow>
      <Legend edges={graph.edges} />
    </div>
  );
}

function flowEdge({ from, to, reason }: GraphEdge): Edge {
  const ends = { source: from, target: to };
  if (reason.kind === "sameRecord") {
    return { ...ends, id: `${reason.recordId} ${from} ${to}`, className: classes.sameRecord ?? "" };
  }
  return { ...ends, id: `${from} ${to}`, markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18 } };
}
