import { describe, expect, it } from "vitest";

import { dependsOn, sameRecord } from "../../../test/graph-fixture";
import { layOut, NODE_SIZE, type Place } from "./layout";

const identifiers = (count: number) => Array.from({ length: count }, (_, at) => `dev-${at}`);

/** Pairs of transactions that lie on each other. */
function overlaps(places: Place[]): number {
  let count = 0;
  places.forEach((one, at) => {
    for (const other of places.slice(at + 1)) {
      const isBeside = Math.abs(one.x - other.x) >= NODE_SIZE.width;
      const isBelow = Math.abs(one.y - other.y) >= NODE_SIZE.height;
      if (!isBeside && !isBelow) count++;
    }
  });
  return count;
}

describe("the layout of the graph", () => {
  it("puts what comes first at the left, and nothing on anything else", () => {
    const edges = [dependsOn(0, 1), dependsOn(1, 2), dependsOn(0, 3), sameRecord(2, 4), dependsOn(0, 1)];
    const places = layOut(identifiers(5), edges);
    const left = (number: number) => places.get(`dev-${number}`)?.x ?? NaN;
    expect(left(0)).toBeLessThan(left(1));
    expect(left(1)).toBeLessThan(left(2));
    expect(left(2)).toBeLessThan(left(4));
    expect(overlaps([...places.values()])).toBe(0);
  });

  it("lays out a cycle, and one alone", () => {
    expect(overlaps([...layOut(identifiers(2), [dependsOn(0, 1), dependsOn(1, 0)]).values()])).toBe(0);
    expect(layOut(["dev-0"], [])).toEqual(new Map([["dev-0", { x: 0, y: 0 }]]));
  });

  it("lays out 500", () => {
    const edges = identifiers(500).flatMap((_, at) =>
      at === 0 ? [] : [dependsOn(Math.floor(at / 3), at), dependsOn(Math.floor(at / 7), at)],
    );
    const places = layOut(identifiers(500), edges);
    expect(places.size).toBe(500);
    expect(overlaps([...places.values()])).toBe(0);
  });
});
