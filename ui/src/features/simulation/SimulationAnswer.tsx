import type { RpcError } from "../../api/rpc-error";
import type { EditRequest } from "../../bindings/EditRequest";
import type { TransactionSimulation } from "../../bindings/TransactionSimulation";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { SimulationResult } from "./SimulationResult";

interface SimulationAnswerProps {
  error: RpcError | null;
  simulation: TransactionSimulation | undefined;
  /** The edit that is simulated with it. */
  edit: EditRequest | null;
  onAgain: () => void;
}

/** A simulation while it runs, what came of it, or why it could not be done. */
export function SimulationAnswer({ error, simulation, edit, onAgain }: SimulationAnswerProps) {
  if (error) return <ErrorNotice error={error} onRetry={onAgain} />;
  if (!simulation) return <SkeletonText lines={9} />;
  return <SimulationResult simulation={simulation} edit={edit} />;
}
