import type { KeyboardEvent } from "react";

/** What a key asks of a grid. */
export type GridMove =
  { kind: "go"; to: number; extend: boolean } | { kind: "toggle" } | { kind: "open" } | { kind: "clear" };

/** Rows that Page Up and Page Down move by. */
const PAGE = 15;

/** The move that a key means on the row at `at` of `count`; none for keys that are not the grid's. */
export function gridMove(event: KeyboardEvent, at: number, count: number): GridMove | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const go = (to: number): GridMove => ({
    kind: "go",
    to: Math.max(0, Math.min(count - 1, to)),
    extend: event.shiftKey,
  });
  switch (event.key) {
    case "j":
    case "J":
    case "ArrowDown":
      return go(at + 1);
    case "k":
    case "K":
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(at + PAGE);
    case "PageUp":
      return go(at - PAGE);
    case "Home":
      return go(0);
    case "End":
      return go(count - 1);
    case "x":
    case " ":
      return { kind: "toggle" };
    case "Enter":
      return { kind: "open" };
    case "Escape":
      return { kind: "clear" };
    default:
      return undefined;
  }
}
