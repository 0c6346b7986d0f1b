import type { EditRequest } from "../../bindings/EditRequest";
import type { RevealSide } from "../../bindings/RevealSide";
import type { Hidden } from "../personal-data/useReveal";

/** What was simulated. */
export interface Simulated {
  transactionId: string;
  /** The edit that was simulated with it and is not saved. */
  edit: EditRequest | null;
}

/** A hidden value in what an item would do. */
export interface SimulatedValue {
  itemId: string;
  /** Another record that would change with its own; none for its own. */
  otherRecordId: string | null;
  field: string;
  /** None for the value that the org would refuse. */
  side: RevealSide | null;
}

const ON_SIDE: Record<RevealSide, string> = { before: "in the org now", after: "afterwards" };

/** Where a hidden value of a simulation is revealed. */
export function hiddenIn(simulated: Simulated, { field, ...where }: SimulatedValue): Hidden {
  return {
    place: { kind: "simulation", ...simulated, ...where },
    field,
    label: where.side === null ? `the refused value of ${field}` : `${field} ${ON_SIDE[where.side]}`,
  };
}
