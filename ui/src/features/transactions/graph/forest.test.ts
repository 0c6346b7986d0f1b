import { describe, expect, it } from "vitest";

import { dependsOn, missing, node, sameRecord } from "../../../test/graph-fixture";
import { type Branch, forestOf, nameOf } from "./forest";

/** `DST-2 (note) [DST-3]` */
function told({ node: of, note, children }: Branch): string {
  const below = children.length > 0 ? ` [${children.map(told).join(", ")}]` : "";
  return `${nameOf(of)}${note === null ? "" : ` (${note})`}${below}`;
}

function forest(nodes: Parameters<typeof forestOf>[0]["nodes"], edges: Parameters<typeof dependsOn>[]) {
  const graph = { nodes, edges: edges.map((ends) => dependsOn(...ends)), more: false };
  return Object.fromEntries(forestOf(graph).map(({ title, branches }) => [title, branches.map(told)]));
}

describe("the graph as a tree", () => {
  it("follows dependencies both ways, through what has not arrived", () => {
    const nodes = [node(1), missing(2), node(3), node(4), node(5)];
    expect(
      forest(nodes, [
        [2, 1],
        [3, 2],
        [1, 4],
        [4, 5],
      ]),
    ).toEqual({ "Depends on": ["dev-2 [DST-3]"], "Needed by": ["DST-4 [DST-5]"] });
  });

  it("cuts cycles, and says where they lead", () => {
    const nodes = [node(1), node(2), node(3)];
    expect(
      forest(nodes, [
        [2, 1],
        [3, 2],
        [2, 3],
        [1, 2],
      ]),
    ).toEqual({
      "Depends on": ["DST-2 [DST-3 [DST-2 (see above)], DST-1 (a cycle: this transaction)]"],
      "Needed by": ["DST-2 [DST-1 (a cycle: this transaction), DST-3 [DST-2 (see above)]]"],
    });
  });

  it("tells one that several lead to in full only once", () => {
    const nodes = [node(1), node(2), node(3), node(4), node(5)];
    expect(
      forest(nodes, [
        [2, 1],
        [3, 1],
        [4, 2],
        [4, 3],
        [5, 4],
      ]),
    ).toEqual({ "Depends on": ["DST-2 [DST-4 [DST-5]]", "DST-3 [DST-4 (see above)]"] });
  });

  it("grows with the graph, not with its ways: 60 levels of two that lead to two", () => {
    const [nodes, edges] = [[node(0)], [] as [number, number][]];
    for (let level = 0; level < 60; level++) {
      nodes.push(node(2 * level + 1), node(2 * level + 2));
      for (const to of level === 0 ? [0] : [2 * level - 1, 2 * level]) {
        edges.push([2 * level + 1, to], [2 * level + 2, to]);
      }
    }
    const parts = JSON.stringify(forest(nodes, edges)).match(/DST-/g) ?? [];
    expect(parts.length).toBeGreaterThanOrEqual(120);
    expect(parts.length).toBeLessThanOrEqual(edges.length);
  });

  it("puts those of the same record into parts of their own, and what only they lead to last", () => {
    const edges = [sameRecord(2, 1), sameRecord(1, 3), sameRecord(1, 4, "0Z5-9"), dependsOn(5, 3)];
    const graph = { nodes: [1, 2, 3, 4, 5].map((number) => node(number)), edges, more: false };
    expect(forestOf(graph).map(({ title, branches }) => [title, branches.map(told)])).toEqual([
      ["Same record 001-7", ["DST-2 (arrived earlier)", "DST-3 (arrived later)"]],
      ["Same record 0Z5-9", ["DST-4 (arrived later)"]],
      ["Further away", ["DST-5 (needed by DST-3)"]],
    ]);
  });
});
