import { useMemo, useState } from "react";

import type { TransactionGraph } from "../../../bindings/TransactionGraph";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { Tree, type TreeItem } from "../../../components/tree/Tree";
import { type Branch, forestOf, type Grove, nameOf } from "./forest";
import classes from "./graph.module.css";

interface DependencyTreeProps {
  graph: TransactionGraph;
  /** Identifier of the selected transaction. */
  selected: string | undefined;
  onSelect: (identifier: string | undefined) => void;
  onOpen: (transactionId: string) => void;
}

/** Up to so many transactions all of the tree is open from the start. */
const OPEN_AT_ONCE = 60;

/** The graph as a tree. */
export function DependencyTree({ graph, selected, onSelect, onOpen }: DependencyTreeProps) {
  const forest = useMemo(() => forestOf(graph), [graph]);
  const branches = useMemo(() => branchesOf(forest), [forest]);
  const [key, setKey] = useState(
    () => branches.find(({ node }) => node.offlineUniqueIdentifier === selected)?.key,
  );
  const groups = forest.map((grove) => grove.key);
  return (
    <Tree
      label="What it hangs together with"
      items={forest.map((grove) => groveItem(grove, onOpen))}
      openFirst={() =>
        graph.nodes.length <= OPEN_AT_ONCE ? [...groups, ...branches.map((branch) => branch.key)] : groups
      }
      selected={key}
      onSelect={(next) => {
        setKey(next);
        onSelect(branches.find((branch) => branch.key === next)?.node.offlineUniqueIdentifier);
      }}
    />
  );
}

function groveItem({ key, title, branches }: Grove, onOpen: (transactionId: string) => void): TreeItem {
  return {
    key,
    label: (
      <>
        <b className={classes.groveTitle}>
          <DataText text={title} />
        </b>
        <span className="dim">{branches.length.toLocaleString("en")}</span>
      </>
    ),
    children: branches.map((branch) => branchItem(branch, onOpen)),
  };
}

function branchItem(
  { key, node, note, children }: Branch,
  onOpen: (transactionId: string) => void,
): TreeItem {
  const { transaction } = node;
  return {
    key,
    label: (
      <span className={classes.branch}>
        <DataText text={nameOf(node)} />
        {transaction ? (
          <StatusLabel status={transaction.status} />
        ) : (
          <span className="dim">not received yet</span>
        )}
        {transaction && transaction.errorCode !== null && (
          <span className={`${classes.nodeError} mono`}>{transaction.errorCode}</span>
        )}
        {note !== null && <span className="dim">{note}</span>}
      </span>
    ),
    children: children.map((child) => branchItem(child, onOpen)),
    onOpen: transaction ? () => onOpen(transaction.id) : undefined,
  };
}

function branchesOf(forest: Grove[]): Branch[] {
  const all = (branches: Branch[]): Branch[] =>
    branches.flatMap((branch) => [branch, ...all(branch.children)]);
  return forest.flatMap((grove) => all(grove.branches));
}
