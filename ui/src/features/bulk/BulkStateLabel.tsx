import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconHandStop,
  IconPlayerPlay,
  IconPlugConnectedX,
} from "@tabler/icons-react";

import type { BulkState } from "../../bindings/BulkState";
import { ToneLabel, type ToneLook } from "../../components/status/ToneLabel";

const LOOKS: Record<BulkState, ToneLook> = {
  running: { word: "Running", tone: "blue", icon: IconPlayerPlay },
  completed: { word: "Completed", tone: "success", icon: IconCircleCheck },
  completedWithFailures: {
    word: "Completed, some left",
    tone: "amber",
    icon: IconAlertTriangle,
    meaning: "Some transactions were left as they are; open the job to see why.",
  },
  failed: { word: "Failed", tone: "failed", icon: IconCircleX },
  canceled: { word: "Canceled", tone: "grey", icon: IconBan },
  stopped: {
    word: "Stopped by canary",
    tone: "amber",
    icon: IconHandStop,
    meaning: "The same error came back, so the rest was not retried.",
  },
  interrupted: {
    word: "Interrupted",
    tone: "amber",
    icon: IconPlugConnectedX,
    meaning: "The program ended while the job was at work. What it did can be undone.",
  },
};

/** The state of a bulk job. */
export function BulkStateLabel({ state }: { state: BulkState }) {
  return <ToneLabel look={LOOKS[state]} />;
}
