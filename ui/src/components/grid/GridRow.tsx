import { Checkbox } from "@mantine/core";
import { memo } from "react";

import type { Column } from "./column";
import classes from "./VirtualGrid.module.css";

interface GridRowProps<Row> {
  elementId: string;
  row: Row;
  name: string;
  columns: Column<Row>[];
  index: number;
  /** Distance from the top of the list in pixels. */
  top: number;
  active: boolean;
  state: string | undefined;
  /** Whether it is selected; none in a grid without selection. */
  selected: boolean | undefined;
  /** Hears that its check box was pressed, with shift to extend the selection. */
  onCheck: (row: Row, extend: boolean) => void;
  onOpen: (row: Row) => void;
}

/** Rows above the first one that screen readers count: the header. */
const HEADER_ROWS = 1;

function DrawnRow<Row>(props: GridRowProps<Row>) {
  const { row, selected } = props;
  return (
    <div
      id={props.elementId}
      role="row"
      aria-rowindex={props.index + 1 + HEADER_ROWS}
      aria-selected={selected}
      className={classes.row}
      data-state={props.state}
      data-active={props.active || undefined}
      data-body
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={() => props.onOpen(row)}
    >
      {selected !== undefined && (
        <div role="gridcell" className={classes.check} onClick={(event) => event.stopPropagation()}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={`Select ${props.name}`}
            checked={selected}
            onChange={(event) => {
              const { nativeEvent } = event;
              props.onCheck(row, "shiftKey" in nativeEvent && nativeEvent.shiftKey === true);
            }}
          />
        </div>
      )}
      {props.columns.map((column) => (
        <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

/**
 * One row. The grid has the keyboard; a click on the row opens it, one on the check box selects it. Drawn anew only when
 * it changes: scrolling draws the rows that come, not those that stay.
 */
export const GridRow = memo(DrawnRow) as typeof DrawnRow;
