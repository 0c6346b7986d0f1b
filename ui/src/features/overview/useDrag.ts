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
  const chosen = drag && barsOf(buckets, drag.from, drag.to);
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
      if (!chosen) return;
      dragged.current = true;
      onRange({ start: chosen.first.start, end: chosen.last.end });
    },
    onMouseLeave: () => setDrag(undefined),
    onClick: (pointed: Pointed) => {
      const bucket = buckets[barAt(pointed) ?? -1];
      // The click that ends a drag opens nothing.
      if (bucket && !dragged.current) onOpen(bucket);
      dragged.current = false;
    },
  };
  return { chosen, handlers };
}

/** The first and the last bar of a drag; none while it is on one bar. */
function barsOf(buckets: Bucket[], from: number, to: number): { first: Bucket; last: Bucket } | undefined {
  const [first, last] = [buckets[Math.min(from, to)], buckets[Math.max(from, to)]];
  return first && last && first !== last ? { first, last } : undefined;
}
