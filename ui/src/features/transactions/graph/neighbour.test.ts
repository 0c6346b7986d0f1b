import { expect, it } from "vitest";

import type { GraphEdge } from "../../../bindings/GraphEdge";
import { neighbour } from "./neighbour";

const edge = (from: string, to: string): GraphEdge => ({ from, to, reason: { kind: "dependsOn" } });
const EDGES = [edge("a", "b"), edge("a", "c"), edge("b", "d")];
const PLACES = new Map([
  ["a", { x: 0, y: 0 }],
  ["b", { x: 100, y: 0 }],
  ["c", { x: 100, y: 50 }],
  ["e", { x: 100, y: 90 }],
  ["d", { x: 200, y: 0 }],
]);

it.each([
  ["ArrowRight", "a", "b"],
  ["ArrowLeft", "d", "b"],
  ["ArrowDown", "b", "c"],
  ["ArrowDown", "c", "e"],
  ["ArrowUp", "e", "c"],
  ["ArrowUp", "b", undefined],
  ["ArrowLeft", "a", undefined],
  ["Home", "a", undefined],
])("%s from %s leads to %s", (key, from, to) => {
  expect(neighbour(key, from, EDGES, PLACES)).toBe(to);
});
