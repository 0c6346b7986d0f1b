import type { Canary } from "../../bindings/Canary";
import type { BulkKind } from "./words";

/** Whether a retry goes ahead step by step, and who processes the steps. */
export interface CanaryChoice extends Canary {
  on: boolean;
}

/** What the console is told of it. */
export function canaryOf(kind: BulkKind, { on, runProcessor }: CanaryChoice): Canary | null {
  return kind === "retry" && on ? { runProcessor } : null;
}
