import type { BulkScope } from "../../bindings/BulkScope";
import type { PatchDraft } from "./patch/rule";
import type { BulkKind } from "./words";

/** An action on many that a person asked for; of a patch perhaps the beginning. */
export type BulkRequest =
  | { kind: Exclude<BulkKind, "undo">; scope: BulkScope; patch?: Partial<PatchDraft> }
  /** Takes back what a bulk job did. */
  | { kind: "undo"; of: number; scope: BulkScope };

/** Taking back what the bulk job of this number did. */
export function undoOf(job: number): BulkRequest {
  return { kind: "undo", of: job, scope: { kind: "journal", job } };
}
