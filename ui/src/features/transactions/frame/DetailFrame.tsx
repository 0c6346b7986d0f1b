import { type ReactNode, useRef } from "react";

import classes from "./frame.module.css";
import { Resizer } from "./Resizer";
import { usePaneWidth } from "./usePaneWidth";

interface DetailFrameProps {
  onClose: () => void;
  children: ReactNode;
}

/** The place of the detail, beside the list: as wide as the user wants it; Esc closes it. */
export function DetailFrame({ onClose, children }: DetailFrameProps) {
  const [width, setWidth] = usePaneWidth();
  const frame = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={frame}
      className={classes.frame}
      style={{ width }}
      onKeyDown={(event) => {
        // Keys pressed in a dialog bubble here through React, though the dialog stands elsewhere on the page.
        const inside = event.target instanceof Node && frame.current?.contains(event.target);
        if (event.key === "Escape" && inside && !event.defaultPrevented) onClose();
      }}
    >
      <Resizer width={width} onResize={setWidth} />
      {children}
    </div>
  );
}
