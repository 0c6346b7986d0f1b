import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";

import type { Column, GridSort } from "./column";
import classes from "./VirtualGrid.module.css";

interface GridHeaderProps<Row> {
  columns: Column<Row>[];
  sort: GridSort | undefined;
  sortable: string[];
  onSort: ((columnId: string) => void) | undefined;
  /** Selects all rows that are loaded; none in a grid without selection. */
  check: { all: boolean; some: boolean; onChange: (all: boolean) => void } | undefined;
}

/** The row of column names: sorts, and selects all rows that are loaded. */
export function GridHeader<Row>(props: GridHeaderProps<Row>) {
  const { check } = props;
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" aria-rowindex={1} className={classes.row}>
        {check && (
          <div role="columnheader" className={classes.check}>
            <Checkbox
              size="xs"
              aria-label="Select all loaded rows"
              checked={check.all}
              indeterminate={check.some && !check.all}
              onChange={(event) => check.onChange(event.currentTarget.checked)}
            />
          </div>
        )}
        {props.columns.map((column) => (
          <HeaderCell key={column.id} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}

function HeaderCell<Row>({ column, sort, sortable, onSort }: GridHeaderProps<Row> & { column: Column<Row> }) {
  const direction = sort?.columnId === column.id ? (sort.descending ? "descending" : "ascending") : undefined;
  const Arrow = direction === "descending" ? IconArrowDown : IconArrowUp;
  const canSort = sortable.includes(column.id);
  return (
    <div
      role="columnheader"
      className={classes.cell}
      data-align={column.align}
      aria-sort={canSort ? (direction ?? "none") : undefined}
    >
      {canSort ? (
        <button type="button" className={classes.sort} onClick={() => onSort?.(column.id)}>
          {column.label}
          {direction && <Arrow size={13} aria-hidden />}
        </button>
      ) : (
        column.label
      )}
    </div>
  );
}
