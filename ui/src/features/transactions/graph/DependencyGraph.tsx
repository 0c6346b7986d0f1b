import {
  Background,
  Controls,
  type Edge,
  MarkerType,
  type Node,
  type NodeHandle,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { type KeyboardEvent, type SyntheticEvent, useMemo, useRef } from "react";

import type { GraphEdge } from "../../../bindings/GraphEdge";
import type { GraphNode } from "../../../bindings/GraphNode";
import type { TransactionGraph } from "../../../bindings/TransactionGraph";
import classes from "./graph.module.css";
import { layOut, NODE_SIZE } from "./layout";
import { Legend } from "./Legend";
import { nameOf } from "./forest";
import { neighbour } from "./neighbour";
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

/**
 * The graph, laid out; drawn only as far as it is on screen. Tab goes from node to node, arrows go along the edges and
 * up and down a column, Enter opens.
 */
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
          ariaLabel: labelOf(node),
        };
      }),
    [graph.nodes, places],
  );
  const shown = useMemo(
    () => nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node)),
    [nodes, selected],
  );

  const canvas = useRef<HTMLDivElement>(null);
  const flow = useRef<ReactFlowInstance<FlowNode>>(null);
  const focus = (id: string) => {
    const element = canvas.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    element?.focus();
    return element !== null && element !== undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = nodeOf(event);
    if (id === undefined) return;
    const transaction = graph.nodes.find((node) => node.offlineUniqueIdentifier === id)?.transaction;
    if (event.key === "Enter" && transaction) onOpen(transaction.id);
    const next = neighbour(event.key, id, graph.edges, places);
    if (next === undefined) return;
    event.preventDefault();
    // One that is not on screen is not drawn yet.
    if (!focus(next))
      void flow.current?.fitView({ nodes: [{ id: next }], maxZoom: 1 }).then(() => focus(next));
  };

  return (
    <div
      ref={canvas}
      className={classes.canvas}
      role="group"
      aria-label="Graph"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const id = nodeOf(event);
        if (id !== undefined) onSelect(id);
      }}
    >
      <ReactFlow<FlowNode>
        onInit={(instance) => {
          flow.current = instance;
        }}
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
        nodesFocusable
        edgesFocusable={false}
        // The keys of the library move and delete nodes.
        disableKeyboardA11y
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

/** Identifier of the node in which something happens; none beside all of them. */
function nodeOf({ target }: SyntheticEvent): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>(".react-flow__node")?.dataset["id"]
    : undefined;
}

/** What a screen reader says of a node. */
function labelOf(node: GraphNode): string {
  const { transaction } = node;
  return [nameOf(node), transaction ? transaction.status : "not received yet", transaction?.errorCode]
    .filter((part) => typeof part === "string")
    .join(", ");
}

function flowEdge({ from, to, reason }: GraphEdge): Edge {
  const ends = { source: from, target: to };
  if (reason.kind === "sameRecord") {
    return { ...ends, id: `${reason.recordId} ${from} ${to}`, className: classes.sameRecord ?? "" };
  }
  return { ...ends, id: `${from} ${to}`, markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18 } };
}
