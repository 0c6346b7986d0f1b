import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconPlayerPlay,
} from "@tabler/icons-react";

import type { JobState } from "../../bindings/JobState";
import type { Tone } from "../../theme/status";
import classes from "../status/StatusLabel.module.css";

const LOOKS: Record<JobState, { word: string; tone: Tone; icon: Icon }> = {
  running: { word: "Running", tone: "blue", icon: IconPlayerPlay },
  completed: { word: "Completed", tone: "success", icon: IconCircleCheck },
  completedWithFailures: { word: "Completed with failures", tone: "amber", icon: IconAlertTriangle },
  failed: { word: "Failed", tone: "failed", icon: IconCircleX },
  canceled: { word: "Canceled", tone: "grey", icon: IconBan },
};

/** The state of a job: icon, word and colour. */
export function JobStateLabel({ state }: { state: JobState }) {
  const { word, tone, icon: Icon } = LOOKS[state];
  return (
    <span className={classes.label} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {word}
    </span>
  );
}
