import type { GraphEdge } from "../../../bindings/GraphEdge";
import classes from "./graph.module.css";

/** What the lines of the graph mean, as far as it has them. */
export function Legend({ edges }: { edges: GraphEdge[] }) {
  const has = (kind: GraphEdge["reason"]["kind"]) => edges.some(({ reason }) => reason.kind === kind);
  return (
    <ul className={classes.legend} aria-label="Legend">
      {has("dependsOn") && (
        <li>
          <svg width="34" height="10" aria-hidden>
            <path d="M1 5h24" />
            <path d="M25 1l8 4-8 4z" className={classes.legendArrow} />
          </svg>
          must be Success before the next
        </li>
      )}
      {has("sameRecord") && (
        <li>
          <svg width="34" height="10" aria-hidden>
            <path d="M1 5h32" strokeDasharray="5 4" />
          </svg>
          same record, in order of arrival
        </li>
      )}
    </ul>
  );
}
