import type { ReactNode } from "react";

/** One column of a grid. */
export interface Column<Row> {
  /** Name in preferences; stays the same when the label changes. */
  id: string;
  label: string;
  /** The least width in pixels. */
  width: number;
  /** Share of the room that is left over; 0 keeps the column at its width. */
  grow?: number;
  align?: "right";
  render: (row: Row) => ReactNode;
}

/** Which column sorts the rows, and which way. */
export interface GridSort {
  columnId: string;
  descending: boolean;
}

/** Width of the column with the check boxes, in pixels. */
export const CHECK_WIDTH = 38;

/** The CSS grid tracks of a row: check box where rows are selected, then the columns. */
export function tracks<Row>(columns: Column<Row>[], hasCheck: boolean): string {
  const widths = columns.map(({ width, grow = 0 }) =>
    grow > 0 ? `minmax(${width}px, ${grow}fr)` : `${width}px`,
  );
  return (hasCheck ? [`${CHECK_WIDTH}px`, ...widths] : widths).join(" ");
}

/** The least width at which every column is shown whole, in pixels; below it the grid scrolls sideways. */
export function leastWidth<Row>(columns: Column<Row>[], hasCheck: boolean): number {
  return columns.reduce((sum, column) => sum + column.width, hasCheck ? CHECK_WIDTH : 0);
}
