import { useCallbackRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef } from "react";

import { type Column, type GridSort, leastWidth, tracks } from "./column";
import { gridMove } from "./grid-keys";
import { GridHeader } from "./GridHeader";
import { GridRow } from "./GridRow";
import type { Selection } from "./useSelection";
import classes from "./VirtualGrid.module.css";

interface VirtualGridProps<Row> {
  /** What the grid lists, for screen readers. */
  label: string;
  /** The same array as long as they are the same: each row is drawn anew for another one. */
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  /** What a row is called, for its check box. */
  rowName: (row: Row) => string;
  /** Rows in all, loaded or not; none when unknown. */
  total?: number | undefined;
  /** A word that styles a row: `left` for one that no longer belongs into the list. */
  rowState?: (row: Row) => "left" | undefined;
  /** The rows belong to an earlier question; those of this one are on their way. */
  busy?: boolean;
  /** Which rows are selected; none for a grid whose rows cannot be. */
  selection?: Selection;
  /** The row that keys act on. */
  activeId: string | undefined;
  /** Hears where the keys moved to. */
  onActivate: (id: string) => void;
  onOpen: (row: Row) => void;
  sort?: GridSort | undefined;
  sortable?: string[];
  onSort?: (columnId: string) => void;
  /** Called when the last loaded rows come near. */
  onEndReached?: () => void;
  /** Hears the places of the first and the last row that are drawn, whenever they change. */
  onDrawn?: (first: number, last: number) => void;
  /** Called when the top of the list leaves the screen or comes back. */
  onScrolled?: (scrolled: boolean) => void;
  /** Shown below the last row: more is loading, or the end of the list. */
  footer?: ReactNode;
}

/** Height of a row in pixels; the same as `--row-height`. */
const ROW_HEIGHT = 34;
/** Height of the header in pixels. */
const HEADER_HEIGHT = 34;
/** Rows before the end at which more are asked for. */
const ASK_MORE_BEFORE = 30;

/** A long list of rows: only those on screen are drawn, all of it works by keyboard. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { columns, rows, rowId, selection, activeId, onActivate, onOpen, onEndReached, onDrawn, onScrolled } =
    props;
  const hasCheck = selection !== undefined;
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  // Rows keep their elements while the list grows, so that nothing on screen is drawn anew. As long as this stays the
  // same function, the places of the rows are not worked out anew either.
  const getItemKey = useCallback(
    (index: number) => {
      const row = rows[index];
      return row === undefined ? index : rowId(row);
    },
    [rows, rowId],
  );
  // Nothing of it is handed to other components, and the UI is built without the React compiler.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: HEADER_HEIGHT,
    getItemKey,
  });
  const drawn = virtual.getVirtualItems();
  const firstDrawn = drawn[0]?.index ?? 0;
  const lastDrawn = drawn[drawn.length - 1]?.index ?? 0;

  useEffect(() => {
    if (rows.length > 0 && lastDrawn >= rows.length - ASK_MORE_BEFORE) onEndReached?.();
  }, [lastDrawn, rows.length, onEndReached]);

  useEffect(() => onDrawn?.(firstDrawn, lastDrawn), [firstDrawn, lastDrawn, onDrawn]);

  const activeIndex = useMemo(
    () => rows.findIndex((row) => rowId(row) === activeId),
    [rows, rowId, activeId],
  );
  // What is not drawn cannot be pointed at.
  const isActiveDrawn = activeIndex >= 0 && drawn.some(({ index }) => index === activeIndex);

  // The same for every row and at all times, so that a row is drawn anew only for what it shows.
  const open = useCallbackRef(onOpen);
  const check = useCallbackRef((row: Row, extend: boolean) =>
    extend ? selection?.extendTo(rowId(row)) : selection?.toggle(rowId(row)),
  );

  const onKeyDown = (event: KeyboardEvent) => {
    // A button or check box inside the grid keeps the keys that press it.
    const pressesControl = event.target !== event.currentTarget && [" ", "Enter"].includes(event.key);
    const move = pressesControl ? undefined : gridMove(event, activeIndex, rows.length);
    if (!move) return;
    const active = rows[activeIndex];
    event.preventDefault();
    if (move.kind === "clear") selection?.clear();
    else if (move.kind === "go") goTo(move.to, move.extend);
    else if (active !== undefined && move.kind === "toggle") selection?.toggle(rowId(active));
    else if (active !== undefined) onOpen(active);
  };

  const goTo = (index: number, extend: boolean) => {
    const row = rows[index];
    if (row === undefined) return;
    if (extend && selection) {
      if (selection.ids.size === 0 && activeId !== undefined) selection.toggle(activeId);
      selection.extendTo(rowId(row));
    }
    onActivate(rowId(row));
    virtual.scrollToIndex(index, { align: "auto" });
  };

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.total ?? -1}
      aria-multiselectable={hasCheck || undefined}
      aria-busy={props.busy}
      aria-activedescendant={isActiveDrawn ? `${baseId}-${activeId}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => onScrolled?.(event.currentTarget.scrollTop > ROW_HEIGHT / 2)}
      style={{ "--tracks": tracks(columns, hasCheck), "--least-width": `${leastWidth(columns, hasCheck)}px` }}
    >
      <GridHeader
        columns={columns}
        sort={props.sort}
        sortable={props.sortable ?? []}
        onSort={props.onSort}
        check={
          selection && {
            all: rows.length > 0 && rows.every((row) => selection.ids.has(rowId(row))),
            some: selection.ids.size > 0,
            onChange: (all) => (all ? selection.selectAll(rows.map(rowId)) : selection.clear()),
          }
        }
      />
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const id = rowId(row);
          return (
            <GridRow
              key={key}
              elementId={`${baseId}-${id}`}
              row={row}
              name={props.rowName(row)}
              columns={columns}
              index={index}
              top={start}
              active={id === activeId}
              state={props.rowState?.(row)}
              selected={selection?.ids.has(id)}
              onCheck={check}
              onOpen={open}
            />
          );
        })}
      </div>
      {props.footer}
    </div>
  );
}
