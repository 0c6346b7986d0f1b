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
  state: string | undefined;
  /** Whether it is selected, and what its check box does; none in a grid without selection. */
  check: { selected: boolean; onChange: (extend: boolean) => void } | undefined;
  onOpen: () => void;
}

/** Rows above the first one that screen readers count: the header. */
const HEADER_ROWS = 1;

/** One row. The grid has the keyboard; a click on the row opens it, one on the check box selects it. */
export function GridRow<Row>(props: GridRowProps<Row>) {
  const { check } = props;
  return (
    <div
      id={props.elementId}
      role="row"
      aria-rowindex={props.index + 1 + HEADER_ROWS}
      aria-selected={check?.selected}
      className={classes.row}
      data-state={props.state}
      data-active={props.active || undefined}
      data-body
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={props.onOpen}
    >
      {check && (
        <div role="gridcell" className={classes.check} onClick={(event) => event.stopPropagation()}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={`Select ${props.name}`}
            checked={check.selected}
            onChange={(event) => {
              const { nativeEvent } = event;
              check.onChange("shiftKey" in nativeEvent && nativeEvent.shiftKey === true);
            }}
          />
        </div>
      )}
      {props.columns.map((column) => (
        <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
          {column.render(props.row)}
        </div>
      ))}
    </div>
  );
}
