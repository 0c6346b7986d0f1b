import { Checkbox } from "@mantine/core";

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
  selected: boolean;
  state: string | undefined;
  onCheck: (extend: boolean) => void;
  onOpen: () => void;
}

/** Rows above the first one that screen readers count: the header. */
const HEADER_ROWS = 1;

/** One row. The grid has the keyboard; a click on the row opens it, one on the check box selects it. */
export function GridRow<Row>(props: GridRowProps<Row>) {
  return (
    <div
      id={props.elementId}
      role="row"
      aria-rowindex={props.index + 1 + HEADER_ROWS}
      aria-selected={props.selected}
      className={classes.row}
      data-state={props.state}
      data-active={props.active || undefined}
      data-body
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={props.onOpen}
    >
      <div role="gridcell" className={classes.check} onClick={(event) => event.stopPropagation()}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={`Select ${props.name}`}
          checked={props.selected}
          onChange={(event) => {
            const { nativeEvent } = event;
            props.onCheck("shiftKey" in nativeEvent && nativeEvent.shiftKey === true);
          }}
        />
      </div>
      {props.columns.map((column) => (
        <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
          {column.render(props.row)}
        </div>
      ))}
    </div>
  );
}
