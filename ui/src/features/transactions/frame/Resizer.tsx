import type { KeyboardEvent, PointerEvent } from "react";

import classes from "./frame.module.css";

interface ResizerProps {
  /** Width of the pane in pixels. */
  width: number;
  onResize: (width: number) => void;
}

/** Pixels that an arrow key moves by. */
const STEP = 24;

/** The pane's left edge: drag it, or move it with the arrow keys. */
export function Resizer({ width, onResize }: ResizerProps) {
  const drag = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onResize(window.innerWidth - event.clientX);
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") onResize(width + STEP);
    if (event.key === "ArrowRight") onResize(width - STEP);
  };
  return (
    <div
      className={classes.resizer}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the detail"
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={byKey}
    />
  );
}
