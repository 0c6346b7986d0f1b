import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import type { EditRequest } from "../../../bindings/EditRequest";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { SimulationAnswer } from "../../simulation/SimulationAnswer";
import classes from "../../simulation/simulation.module.css";
import editClasses from "./edit.module.css";

interface SimulateStepProps {
  /** What was changed and is not saved. */
  edit: EditRequest;
  /** Why it cannot be saved now; none when it can. */
  whyNotReview: string | null;
  onBack: () => void;
  onReview: () => void;
}

/** Would this fix work? Simulates the transaction as it would be with the edit, which stays unsaved. */
export function SimulateStep({ edit, whyNotReview, onBack, onReview }: SimulateStepProps) {
  // Asked once for each time the step is entered: the org may have changed since the time before.
  const simulation = useQuery({
    ...commandQuery("simulation.one", { id: edit.id, edit }),
    gcTime: 0,
    staleTime: Infinity,
  });
  return (
    <div className={classes.step}>
      <div className={classes.stepBody} tabIndex={0} role="region" aria-label="Would this fix work?">
        <SimulationAnswer
          error={simulation.error}
          simulation={simulation.data}
          edit={edit}
          onAgain={() => void simulation.refetch()}
        />
      </div>
      <footer className={editClasses.footer}>
        <Button variant="default" onClick={onBack}>
          Back to editing
        </Button>
        <GuardedButton whyNot={whyNotReview} onClick={onReview}>
          Review changes
        </GuardedButton>
      </footer>
    </div>
  );
}
