import type { RpcError } from "../../api/rpc-error";
import type { TransactionSimulation } from "../../bindings/TransactionSimulation";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { SimulationResult } from "./SimulationResult";

interface SimulationAnswerProps {
  error: RpcError | null;
  simulation: TransactionSimulation | undefined;
  onAgain: () => void;
}

/** A simulation while it runs, what came of it, or why it could not be done. */
export function SimulationAnswer({ error, simulation, onAgain }: SimulationAnswerProps) {
  if (error) return <ErrorNotice error={error} onRetry={onAgain} />;
  if (!simulation) return <SkeletonText lines={9} />;
  return <SimulationResult simulation={simulation} />;
}
