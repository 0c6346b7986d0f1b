import type { KeyboardEvent } from "react";

import type { TreeItem } from "./Tree";

/** A part of a tree that is on screen. */
export interface TreeRow {
  item: TreeItem;
  /** From 1. */
  level: number;
  /** Among its siblings, from 1. */
  position: number;
  /** How many siblings there are, with itself. */
  size: number;
  /** Key of the part it stands in. */
  parent: string | undefined;
  isOpen: boolean;
}

/** What a key asks of a tree. */
export type TreeMove = { kind: "go"; to: string } | { kind: "toggle" } | { kind: "open" };

/** The rows from top to bottom: every part whose parents are open. */
export function rowsOf(items: TreeItem[], open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (siblings: TreeItem[], level: number, parent: string | undefined) => {
    siblings.forEach((item, index) => {
      const isOpen = item.children.length > 0 && open.has(item.key);
      rows.push({ item, level, position: index + 1, size: siblings.length, parent, isOpen });
      if (isOpen) add(item.children, level + 1, item.key);
    });
  };
  add(items, 1, undefined);
  return rows;
}

/** The move that a key means on the row at `at`; none for keys that are not the tree's or lead nowhere. */
export function treeMove(event: KeyboardEvent, rows: TreeRow[], at: number): TreeMove | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const go = (to: string | undefined): TreeMove | undefined =>
    to === undefined ? undefined : { kind: "go", to };
  const row = rows[at];
  if (!row) return undefined;
  switch (event.key) {
    case "ArrowDown":
      return go(rows[at + 1]?.item.key);
    case "ArrowUp":
      return go(rows[at - 1]?.item.key);
    case "Home":
      return go(rows[0]?.item.key);
    case "End":
      return go(rows.at(-1)?.item.key);
    case "ArrowRight":
      if (row.item.children.length === 0) return undefined;
      return row.isOpen ? go(row.item.children[0]?.key) : { kind: "toggle" };
    case "ArrowLeft":
      return row.isOpen ? { kind: "toggle" } : go(row.parent);
    case "Enter":
      return { kind: "open" };
    default:
      return undefined;
  }
}
