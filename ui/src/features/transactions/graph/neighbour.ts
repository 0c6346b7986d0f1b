import type { GraphEdge } from "../../../bindings/GraphEdge";

/** Where a node lies. */
type Places = ReadonlyMap<string, { x: number; y: number }>;

/**
 * The node that an arrow key leads to: to the right along an edge, to the left back along one, up and down to the next
 * one of the same column. None when there is no other that way.
 */
export function neighbour(key: string, from: string, edges: GraphEdge[], places: Places): string | undefined {
  if (key === "ArrowRight") return edges.find((edge) => edge.from === from)?.to;
  if (key === "ArrowLeft") return edges.find((edge) => edge.to === from)?.from;
  const way = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  const here = places.get(from);
  if (way === 0 || !here) return undefined;
  const ahead = [...places]
    .map(([id, { x, y }]) => ({ id, x, distance: (y - here.y) * way }))
    .filter(({ x, distance }) => x === here.x && distance > 0);
  return ahead.sort((one, other) => one.distance - other.distance)[0]?.id;
}
