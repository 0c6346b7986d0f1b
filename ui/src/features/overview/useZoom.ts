import { useState } from "react";

import { finerUnit, type Range, spanOf, type Unit } from "./buckets";

/** Which time the chart shows, in bars of which length. */
export interface Zoom {
  unit: Unit;
  range: Range;
  isZoomed: boolean;
  /** Shows a part of the time, in shorter bars if it is short. */
  zoom: (range: Range) => void;
  reset: () => void;
  /** Shows all that bars of this length tell. */
  setUnit: (unit: Unit) => void;
}

/** The time that the chart shows; it follows the clock until it is narrowed. */
export function useZoom(now: number): Zoom {
  const [whole, setWhole] = useState<Unit>("day");
  const [part, setPart] = useState<Range>();
  const unit = part ? finerUnit(part, whole) : whole;
  return {
    unit,
    range: part ?? spanOf(whole, now),
    isZoomed: part !== undefined,
    zoom: setPart,
    reset: () => setPart(undefined),
    setUnit: (next) => {
      setPart(undefined);
      setWhole(next);
    },
  };
}
