import { useRef, useState } from "react";

import type { Bucket, Range } from "./buckets";

/** What a chart tells of the pointer: the bar below it. */
interface Pointed {
  activeIndex?: number | string | null | undefined;
}

/** Dragging over bars chooses their time; a click on a bar opens it. */
export function useDrag(
  buckets: Bucket[],
  onRange: (range: Range) => void,
  onOpen: (bucket: Bucket) => void,
) {
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const dragged = useRef(false);
  const barAt = ({ activeIndex }: Pointed) => {
    const index = activeIndex === null || activeIndex === undefined ? NaN : Number(activeIndex);
    return index in buckets ? index : undefined;
  };
  const chosen = drag && { first: Math.min(drag.from, drag.to), last: Math.max(drag.from, drag.to) };
  const handlers = {
    onMouseDown: (pointed: Pointed) => {
      const index = barAt(pointed);
      dragged.current = false;
      if (index !== undefined) setDrag({ from: index, to: index });
    },
    onMouseMove: (pointed: Pointed) => {
      const index = barAt(pointed);
      if (drag && index !== undefined && index !== drag.to) setDrag({ ...drag, to: index });
    },
    onMouseUp: () => {
      setDrag(undefined);
      if (!chosen || chosen.first === chosen.last) return;
      dragged.current = true;
      const [first, last] = [buckets[chosen.first], buckets[chosen.last]];
      if (first && last) onRange({ start: first.start, end: last.end });
    },
    onMouseLeave: () => setDrag(undefined),
    onClick: (pointed: Pointed) => {
      const bucket = buckets[barAt(pointed) ?? -1];
      // The click that ends a drag opens nothing.
      if (bucket && !dragged.current) onOpen(bucket);
      dragged.current = false;
    },
  };
  return { chosen: chosen && chosen.first !== chosen.last ? chosen : undefined, handlers };
}
