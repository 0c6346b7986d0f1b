import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconPlayerPlay,
} from "@tabler/icons-react";

import type { BatchJobStatus } from "../../../bindings/BatchJobStatus";
import { ToneLabel, type ToneLook } from "../../../components/status/ToneLabel";

const LOOKS: Record<BatchJobStatus, ToneLook> = {
  Submitted: { word: "Submitted", tone: "grey", icon: IconHourglass },
  InProgress: { word: "InProgress", tone: "blue", icon: IconPlayerPlay },
  Completed: { word: "Completed", tone: "success", icon: IconCircleCheck },
  CompletedWithFailures: { word: "Completed with failures", tone: "amber", icon: IconAlertTriangle },
  Failed: { word: "Failed", tone: "failed", icon: IconCircleX },
  Canceled: { word: "Canceled", tone: "grey", icon: IconBan },
};

/** The status of a run or of a part of it. */
export function RunStatusLabel({ status }: { status: BatchJobStatus }) {
  return <ToneLabel look={LOOKS[status]} />;
}
