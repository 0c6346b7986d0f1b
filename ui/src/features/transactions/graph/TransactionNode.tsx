import { Handle, Position } from "@xyflow/react";
import { memo } from "react";

import type { GraphNode } from "../../../bindings/GraphNode";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { nameOf } from "./forest";
import classes from "./graph.module.css";
import { NODE_SIZE } from "./layout";

/** What a node of the graph shows. */
export interface TransactionNodeData extends Record<string, unknown> {
  node: GraphNode;
  /** Whether it is the transaction that the graph was asked for. */
  isRoot: boolean;
}

interface TransactionNodeProps {
  data: TransactionNodeData;
  selected: boolean;
}

/** A transaction in the graph: name, status, error. */
export const TransactionNode = memo(function TransactionNode({ data, selected }: TransactionNodeProps) {
  const { node, isRoot } = data;
  const { transaction } = node;
  return (
    <div
      className={classes.node}
      style={NODE_SIZE}
      data-root={isRoot || undefined}
      data-selected={selected || undefined}
    >
      <div className={classes.nodeHead}>
        <b className="clip">
          <DataText text={nameOf(node)} />
        </b>
        {isRoot && <span className={classes.rootMark}>this one</span>}
      </div>
      {transaction ? (
        <div className={classes.nodeState}>
          <StatusLabel status={transaction.status} />
          {transaction.errorCode !== null && (
            <span className={`${classes.nodeError} mono clip`} data-hint={transaction.errorCode}>
              <DataText text={transaction.errorCode} />
            </span>
          )}
        </div>
      ) : (
        <span className="dim">not received yet</span>
      )}
      <Handle type="target" position={Position.Left} isConnectable={false} className={classes.end} />
      <Handle type="source" position={Position.Right} isConnectable={false} className={classes.end} />
    </div>
  );
});
