import type { ReactNode } from "react";

import classes from "./DataTable.module.css";

/** A column by its name, or with numbers, which stand at the right. */
export type DataColumn = string | { name: string; isNumber: boolean };

interface DataTableProps {
  /** What the table tells; for those who hear it. */
  label: string;
  columns: DataColumn[];
  /** It reaches to the edges of its panel, so its cells keep their distance. */
  flush?: boolean;
  /** In pixels; what is longer scrolls below its heads. */
  maxHeight?: number;
  /** The rows: `tr` elements; cells of numbers have `data-align="right"`. */
  children: ReactNode;
}

/** A small table to read. Where it is too wide or too long it scrolls, also by keyboard. */
export function DataTable({ label, columns, flush = false, maxHeight, children }: DataTableProps) {
  return (
    <div
      className={classes.scroll}
      style={{ maxHeight }}
      data-bounded={maxHeight !== undefined || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className={classes.table} data-flush={flush || undefined}>
        <thead>
          <tr>
            {columns.map(named).map(({ name, isNumber }) => (
              <th key={name} scope="col" data-align={isNumber ? "right" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function named(column: DataColumn): { name: string; isNumber: boolean } {
  return typeof column === "string" ? { name: column, isNumber: false } : column;
}
