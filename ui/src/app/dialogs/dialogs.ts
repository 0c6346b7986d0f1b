import { createContext, useContext } from "react";

import type { TransactionFilter } from "../../bindings/TransactionFilter";
import type { BulkRequest } from "../../features/bulk/request";
import type { CauseSubject } from "../../features/causes/draft";
import type { SimulationScope } from "../../features/simulation/scope";

/** A dialog that can be opened from several screens and from the command palette. */
export type AppDialog =
  | { kind: "import" }
  /** Exports what the filter finds. */
  | { kind: "export"; filter: TransactionFilter }
  | { kind: "run" }
  | { kind: "pause" }
  /** What a day was like, to be saved or sent. */
  | { kind: "report" }
  /** Acts on many transactions. */
  | { kind: "bulk"; request: BulkRequest }
  | { kind: "simulate"; scope: SimulationScope }
  /** Writes an entry of the cause catalogue. */
  | { kind: "cause"; of: CauseSubject }
  /** What the watch told. */
  | { kind: "inbox" }
  | { kind: "shortcuts" };

/** Opens a dialog. */
export type OpenDialog = (dialog: AppDialog) => void;

export const DialogsContext = createContext<OpenDialog | undefined>(undefined);

/** How to open a dialog of the whole window. */
export function useDialogs(): OpenDialog {
  const open = useContext(DialogsContext);
  if (!open) throw new Error("useDialogs needs a DialogsProvider around it.");
  return open;
}
