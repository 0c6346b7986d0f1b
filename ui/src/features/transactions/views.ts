import { type Icon, IconAlertTriangle, IconStack2 } from "@tabler/icons-react";

import type { Status } from "../../bindings/Status";
import type { StatusCounts } from "../../bindings/StatusCounts";
import { STATUS_LOOKS, type Tone } from "../../theme/status";

/** The views of the list: a status, or several that belong together. */
export type ViewId =
  | "all"
  | "attention"
  | "failed"
  | "success"
  | "new"
  | "retry"
  | "inProgress"
  | "waiting"
  | "canceled"
  | "manual";

/** A view of the list. */
export interface View {
  id: ViewId;
  label: string;
  icon: Icon;
  tone: Tone;
  /** The statuses it shows; empty for all. */
  statuses: Status[];
  meaning: string;
}

function ofStatus(id: ViewId, status: Status): View {
  return { id, label: status, statuses: [status], ...STATUS_LOOKS[status] };
}

/** Every view, in the order of the screen. */
export const VIEWS: View[] = [
  {
    id: "all",
    label: "All",
    icon: IconStack2,
    tone: "grey",
    statuses: [],
    meaning: "Every transaction, whatever its status.",
  },
  {
    id: "attention",
    label: "Needs attention",
    icon: IconAlertTriangle,
    tone: "failed",
    statuses: ["Failed", "Manual"],
    meaning: "What waits for an admin: Failed and Manual.",
  },
  ofStatus("failed", "Failed"),
  ofStatus("success", "Success"),
  ofStatus("new", "New"),
  ofStatus("retry", "Retry"),
  ofStatus("inProgress", "InProgress"),
  ofStatus("waiting", "Waiting"),
  ofStatus("canceled", "Canceled"),
  ofStatus("manual", "Manual"),
];

/** The view of that id; All for an id that is none. */
export function viewOf(id: ViewId | undefined): View {
  const all = VIEWS[0] as View;
  return VIEWS.find((view) => view.id === id) ?? all;
}

/** How many transactions a view has. */
export function countOf(view: View, counts: StatusCounts): number {
  const statuses = view.statuses.length > 0 ? view.statuses : (Object.keys(counts) as Status[]);
  return statuses.reduce((sum, status) => sum + counts[status], 0);
}
