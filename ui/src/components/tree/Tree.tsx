import { IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";

import classes from "./Tree.module.css";
import { rowsOf, treeMove } from "./tree-rows";

/** A part of a tree. */
export interface TreeItem {
  /** Unique in the tree. */
  key: string;
  label: ReactNode;
  children: TreeItem[];
  /** What Enter and a double click do; without it they open and close the part. */
  onOpen?: (() => void) | undefined;
}

interface TreeProps {
  /** What it is a tree of. */
  label: string;
  items: TreeItem[];
  /** Keys of the parts that are open from the start. */
  openFirst: () => string[];
  selected: string | undefined;
  onSelect: (key: string) => void;
}

/** A tree for keyboard and screen reader: arrows move, open and close, Enter opens what is selected. */
export function Tree({ label, items, openFirst, selected, onSelect }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(openFirst()));
  const tree = useRef<HTMLDivElement>(null);
  const rows = rowsOf(items, open);
  const at = Math.max(
    0,
    rows.findIndex(({ item }) => item.key === selected),
  );

  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  const openItem = (item: TreeItem) => (item.onOpen ? item.onOpen() : toggle(item.key));

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    const move = treeMove(event, rows, at);
    if (!row || !move) return;
    event.preventDefault();
    if (move.kind === "toggle") toggle(row.item.key);
    else if (move.kind === "open") openItem(row.item);
    else {
      onSelect(move.to);
      tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(move.to)}"]`)?.focus();
    }
  };

  return (
    <div ref={tree} role="tree" aria-label={label} className={classes.tree} onKeyDown={onKeyDown}>
      {rows.map(({ item, level, position, size }, index) => {
        const isParent = item.children.length > 0;
        return (
          <div
            key={item.key}
            role="treeitem"
            data-key={item.key}
            aria-level={level}
            aria-posinset={position}
            aria-setsize={size}
            aria-selected={item.key === selected}
            aria-expanded={isParent ? open.has(item.key) : undefined}
            tabIndex={index === at ? 0 : -1}
            className={classes.row}
            style={{ paddingInlineStart: 4 + (level - 1) * 18 }}
            onClick={() => onSelect(item.key)}
            onDoubleClick={() => openItem(item)}
          >
            <span
              className={classes.toggle}
              aria-hidden
              onClick={(event) => {
                event.stopPropagation();
                if (isParent) toggle(item.key);
              }}
              onDoubleClick={(event) => event.stopPropagation()}
            >
              {isParent && <IconChevronRight size={14} className={classes.chevron} />}
            </span>
            {item.label}
          </div>
        );
      })}
    </div>
  );
}
