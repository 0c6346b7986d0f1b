import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { useSelection } from "./useSelection";

const ORDER = ["a", "b", "c", "d", "e"];

function selection() {
  return renderHook(() => useSelection(ORDER)).result;
}

describe("selecting rows", () => {
  it("takes a row in and out", () => {
    const hook = selection();
    act(() => hook.current.toggle("b"));
    act(() => hook.current.toggle("d"));
    act(() => hook.current.toggle("b"));
    expect([...hook.current.ids]).toEqual(["d"]);
  });

  it.each([
    ["b", "d"],
    ["d", "b"],
  ])("extends from %s to %s, whichever comes first", (from, to) => {
    const hook = selection();
    act(() => hook.current.toggle(from));
    act(() => hook.current.extendTo(to));
    expect([...hook.current.ids].sort()).toEqual(["b", "c", "d"]);
  });

  it("extends from where it began, not from the top, when the row before is gone", () => {
    const hook = selection();
    act(() => hook.current.toggle("gone"));
    act(() => hook.current.extendTo("c"));
    expect(hook.current.ids).toEqual(new Set(["gone", "c"]));
  });

  it("takes all and none", () => {
    const hook = selection();
    act(() => hook.current.selectAll(ORDER));
    expect(hook.current.ids.size).toBe(5);
    act(() => hook.current.clear());
    expect(hook.current.ids.size).toBe(0);
  });
});
