import { act, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { buckets } from "./buckets";
import { useDrag } from "./useDrag";

const BARS = buckets([], "day", Date.parse("2026-11-23T10:30:00.000Z"));

function dragging() {
  const onRange = vi.fn();
  const onOpen = vi.fn();
  const { result } = renderHook(() => useDrag(BARS, onRange, onOpen));
  const at = (activeIndex: number | undefined) => ({ activeIndex });
  return {
    onRange,
    onOpen,
    chosen: () => result.current.chosen,
    down: (index?: number) => act(() => result.current.handlers.onMouseDown(at(index))),
    move: (index?: number) => act(() => result.current.handlers.onMouseMove(at(index))),
    up: () => act(() => result.current.handlers.onMouseUp()),
    leave: () => act(() => result.current.handlers.onMouseLeave()),
    click: (index?: number) => act(() => result.current.handlers.onClick(at(index))),
  };
}

describe("dragging over the bars", () => {
  it("chooses their time, in either direction, and opens nothing", () => {
    const { down, move, up, click, chosen, onRange, onOpen } = dragging();
    down(9);
    move(7);
    move(undefined);
    expect(chosen()).toEqual({ first: BARS[7], last: BARS[9] });
    up();
    click(7);
    expect(onRange).toHaveBeenCalledExactlyOnceWith({ start: BARS[7]?.start, end: BARS[9]?.end });
    expect(onOpen).not.toHaveBeenCalled();
    expect(chosen()).toBeUndefined();
  });

  it("is a click when it stays on its bar, which opens it", () => {
    const { down, up, click, onRange, onOpen } = dragging();
    down(3);
    up();
    click(3);
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(BARS[3]);
    expect(onRange).not.toHaveBeenCalled();
  });

  it("is given up outside the chart", () => {
    const { down, move, leave, up, onRange } = dragging();
    down(3);
    move(5);
    leave();
    up();
    down(undefined);
    up();
    expect(onRange).not.toHaveBeenCalled();
  });
});
