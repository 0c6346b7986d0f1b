import type { EditRequest } from "../../bindings/EditRequest";
import type { TransactionSimulation } from "../../bindings/TransactionSimulation";
import { LimitMeters } from "../limits/LimitMeters";
import { SimulatedItems } from "./SimulatedItems";
import classes from "./simulation.module.css";
import { Verdict } from "./Verdict";

interface SimulationResultProps {
  simulation: TransactionSimulation;
  /** The edit that was simulated with it. */
  edit: EditRequest | null;
}

/** What an attempt on one transaction would do: the verdict, the limits it would use, and item by item. */
export function SimulationResult({ simulation, edit }: SimulationResultProps) {
  return (
    <div className={classes.result}>
      <Verdict simulation={simulation} />
      <p className={classes.note}>
        Nothing was changed in the org or in the queue. The log of the transaction has what was found, marked
        as simulated.
      </p>
      <section aria-label="Limits it would use">
        <h3 className={classes.sectionTitle}>Limits it would use</h3>
        <LimitMeters usage={simulation.usage} limits={simulation.limits} />
      </section>
      <SimulatedItems
        items={simulation.items}
        simulated={{ transactionId: simulation.id, edit }}
        succeeds={simulation.outcome === "Success"}
      />
    </div>
  );
}
