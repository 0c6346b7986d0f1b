import {
  type Icon,
  IconArrowBackUp,
  IconBan,
  IconHandStop,
  IconMessage,
  IconPencilBolt,
  IconRefresh,
  IconUserCheck,
} from "@tabler/icons-react";

import type { BulkAction } from "../../bindings/BulkAction";
import type { BulkJob } from "../../bindings/BulkJob";

/** What can be done to many transactions at once. */
export type BulkKind = BulkAction["kind"];

/** How an action is called, and what is said before it is done. */
export interface BulkWording {
  label: string;
  icon: Icon;
  /** What will happen, after the number of transactions. */
  will: string;
  /** What follows from it. */
  facts: string[];
  confirm: string;
  reasonLabel: string;
  danger: boolean;
}

const UNDO = "It can be undone afterwards, as far as nothing was committed to the org.";

/** The words of every action on many. */
export const BULK_WORDING: Record<BulkKind, BulkWording> = {
  retry: {
    label: "Retry",
    icon: IconRefresh,
    will: "will be queued for one more attempt each.",
    facts: ["What an attempt applies to the org is not taken back by an undo.", UNDO],
    confirm: "Retry",
    reasonLabel: "Reason",
    danger: false,
  },
  ignore: {
    label: "Ignore",
    icon: IconBan,
    will: "will become Canceled, and those that wait for them too.",
    facts: [UNDO],
    confirm: "Ignore",
    reasonLabel: "Reason",
    danger: true,
  },
  markManual: {
    label: "Mark manual",
    icon: IconHandStop,
    will: "will become Manual: the processor leaves them to you.",
    facts: [UNDO],
    confirm: "Mark manual",
    reasonLabel: "Reason",
    danger: false,
  },
  comment: {
    label: "Comment",
    icon: IconMessage,
    will: "will get this comment.",
    facts: ["Comments stay for good: they cannot be undone."],
    confirm: "Add comment",
    reasonLabel: "Comment",
    danger: false,
  },
  assign: {
    label: "Assign",
    icon: IconUserCheck,
    will: "will be assigned.",
    facts: ["Status and payload stay; the assignment shows in the detail and its history."],
    confirm: "Assign",
    reasonLabel: "Reason",
    danger: false,
  },
  patch: {
    label: "Patch a field",
    icon: IconPencilBolt,
    will: "match; those with such a field will be patched.",
    facts: ["The status stays: retry them afterwards.", UNDO],
    confirm: "Patch",
    reasonLabel: "Reason",
    danger: false,
  },
  undo: {
    label: "Undo",
    icon: IconArrowBackUp,
    will: "will get back what they had before.",
    facts: ["What was committed to the org since, or changed by somebody, stays as it is."],
    confirm: "Undo",
    reasonLabel: "Reason",
    danger: false,
  },
};

/** Whether what a job did can be taken back: "past" when its journal is no longer kept, none when it leaves nothing to undo. */
export function undoStanding(job: BulkJob): "possible" | "past" | undefined {
  const { action, state, done, undoneBy, journalPrunedAt } = job;
  if (!REVERSIBLE.has(action.kind) || state === "running" || done === 0 || undoneBy !== null)
    return undefined;
  return journalPrunedAt === null ? "possible" : "past";
}

/** Actions that keep what was before. */
const REVERSIBLE = new Set<BulkKind>(["retry", "ignore", "markManual", "patch"]);
