import {
  type Icon,
  IconBan,
  IconCircleCheck,
  IconHandStop,
  IconListDetails,
  IconMessage,
  IconRefresh,
} from "@tabler/icons-react";

import type { TransactionAction } from "./rules";

/** How an action is called and what is said before it is done. */
export interface ActionWording {
  label: string;
  icon: Icon;
  /** What will happen, after the number of transactions: "3 transactions …". */
  will: { one: string; many: string };
  /** What follows from it, and what cannot be undone. */
  consequences: string[];
  /** What the button says when all is filled in. */
  confirm: string;
  /** What happened to one, after its name. */
  done: string;
  /** What the reason is called in this action. */
  reasonLabel: string;
  /** Takes something away that comes back with difficulty, or not at all. */
  danger: boolean;
}

const FOR_GOOD = "It stays for good: it cannot be changed or removed.";

/** The words of every action. */
export const WORDING: Record<TransactionAction, ActionWording> = {
  retry: {
    label: "Retry",
    icon: IconRefresh,
    will: { one: "is queued for one more attempt.", many: "are queued for one more attempt each." },
    consequences: [
      "An attempt that fails ends as Failed again.",
      "What an attempt applies to the org cannot be taken back here.",
    ],
    confirm: "Retry",
    done: "is queued for one more attempt",
    reasonLabel: "Reason",
    danger: false,
  },
  ignore: {
    label: "Ignore",
    icon: IconBan,
    will: {
      one: "becomes Canceled: its changes do not reach the org.",
      many: "become Canceled: their changes do not reach the org.",
    },
    consequences: [
      "Retry brings a canceled transaction back; one that depends on others, only when all of those are Success.",
    ],
    confirm: "Ignore",
    done: "is canceled",
    reasonLabel: "Reason",
    danger: true,
  },
  markManual: {
    label: "Mark manual",
    icon: IconHandStop,
    will: {
      one: "becomes Manual: the processor leaves it to you.",
      many: "become Manual: the processor leaves them to you.",
    },
    consequences: ["Once the work is done by hand, mark it resolved; Retry gives it back to the queue."],
    confirm: "Mark manual",
    done: "is marked manual",
    reasonLabel: "Reason",
    danger: false,
  },
  markResolved: {
    label: "Mark resolved",
    icon: IconCircleCheck,
    will: {
      one: "becomes Success, as done by hand.",
      many: "become Success, as done by hand.",
    },
    consequences: [
      "Nothing is applied to the org by this, and transactions that wait for it go into the queue.",
      "This cannot be undone: Success is final.",
    ],
    confirm: "Mark resolved",
    done: "is marked resolved",
    reasonLabel: "What was done by hand",
    danger: true,
  },
  comment: {
    label: "Comment",
    icon: IconMessage,
    will: { one: "gets this comment.", many: "get this comment." },
    consequences: [FOR_GOOD],
    confirm: "Add comment",
    done: "has your comment",
    reasonLabel: "Comment",
    danger: false,
  },
  log: {
    label: "Log manually",
    icon: IconListDetails,
    will: { one: "gets a log entry written by you.", many: "get a log entry each, written by you." },
    consequences: [FOR_GOOD],
    confirm: "Add log entry",
    done: "has your log entry",
    reasonLabel: "Reason",
    danger: false,
  },
};

/** "1 transaction", "1,234 transactions". */
export function transactions(count: number): string {
  return `${count.toLocaleString("en")} transaction${count === 1 ? "" : "s"}`;
}
