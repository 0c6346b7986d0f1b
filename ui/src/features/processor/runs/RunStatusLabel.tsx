import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconPlayerPlay,
} from "@tabler/icons-react";

import type { BatchJobStatus } from "../../../bindings/BatchJobStatus";
import classes from "../../../components/status/StatusLabel.module.css";
import type { Tone } from "../../../theme/status";

const LOOKS: Record<BatchJobStatus, { word: string; tone: Tone; icon: Icon }> = {
  Submitted: { word: "Submitted", tone: "grey", icon: IconHourglass },
  InProgress: { word: "InProgress", tone: "blue", icon: IconPlayerPlay },
  Completed: { word: "Completed", tone: "success", icon: IconCircleCheck },
  CompletedWithFailures: { word: "Completed with failures", tone: "amber", icon: IconAlertTriangle },
  Failed: { word: "Failed", tone: "failed", icon: IconCircleX },
  Canceled: { word: "Canceled", tone: "grey", icon: IconBan },
};

/** The status of a run or of a part of it: icon, word and colour. */
export function RunStatusLabel({ status }: { status: BatchJobStatus }) {
  const { word, tone, icon: Icon } = LOOKS[status];
  return (
    <span className={classes.label} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {word}
    </span>
  );
}
