import {
  type Icon,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconHandStop,
  IconHourglass,
  IconInbox,
  IconPlayerPlay,
  IconRefresh,
} from "@tabler/icons-react";

import type { Status } from "../bindings/Status";

/** A family of colours in `tokens.css`: `--status-<tone>` on `--status-<tone>-soft`. */
export type Tone = "success" | "failed" | "amber" | "blue" | "grey" | "violet" | "teal";

/** How a status looks, and what it means to an admin. */
export interface StatusLook {
  tone: Tone;
  icon: Icon;
  meaning: string;
}

/** The one place that says how a status looks. Never by colour alone: always icon and word. */
export const STATUS_LOOKS: Record<Status, StatusLook> = {
  Waiting: {
    tone: "amber",
    icon: IconHourglass,
    meaning:
      "Received, not yet in the queue: items still arrive, or a transaction it depends on is not Success.",
  },
  New: { tone: "teal", icon: IconInbox, meaning: "In the processing queue." },
  InProgress: { tone: "blue", icon: IconPlayerPlay, meaning: "Claimed by a Sync Processor right now." },
  Retry: { tone: "amber", icon: IconRefresh, meaning: "Queued for a subsequent attempt." },
  Success: { tone: "success", icon: IconCircleCheck, meaning: "Applied to the org." },
  Failed: { tone: "failed", icon: IconCircleX, meaning: "An error stopped it; an admin must act." },
  Canceled: { tone: "grey", icon: IconBan, meaning: "Will not be processed." },
  Manual: { tone: "violet", icon: IconHandStop, meaning: "An admin handles it by hand." },
};

/** Every status in the order of a transaction's life. */
export const STATUSES = Object.keys(STATUS_LOOKS) as Status[];
