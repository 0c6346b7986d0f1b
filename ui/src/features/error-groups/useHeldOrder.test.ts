import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { errorGroup } from "../../test/error-group-fixture";
import { useHeldOrder } from "./useHeldOrder";

const groups = (...ids: number[]) => ids.map((id) => errorGroup({ id }));

describe("the order of error groups", () => {
  it("holds while somebody points at them, and follows afterwards", () => {
    const { result, rerender } = renderHook(
      ({ ids, question, held }) => useHeldOrder(groups(...ids), question, held).map(({ id }) => id),
      { initialProps: { ids: [1, 2, 3], question: "by count", held: false } },
    );
    rerender({ ids: [2, 1, 3], question: "by count", held: false });
    expect(result.current).toEqual([2, 1, 3]);
    rerender({ ids: [4, 3, 2], question: "by count", held: true });
    expect(result.current).toEqual([2, 3, 4]);
    rerender({ ids: [3, 4, 2], question: "by users", held: true });
    expect(result.current).toEqual([3, 4, 2]);
    rerender({ ids: [2, 4, 3], question: "by users", held: true });
    expect(result.current).toEqual([3, 4, 2]);
    rerender({ ids: [2, 4, 3], question: "by users", held: false });
    expect(result.current).toEqual([2, 4, 3]);
  });
});
