import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconPlayerPlay,
} from "@tabler/icons-react";

import type { JobState } from "../../bindings/JobState";
import { ToneLabel, type ToneLook } from "../status/ToneLabel";

const LOOKS: Record<JobState, ToneLook> = {
  running: { word: "Running", tone: "blue", icon: IconPlayerPlay },
  completed: { word: "Completed", tone: "success", icon: IconCircleCheck },
  completedWithFailures: { word: "Completed with failures", tone: "amber", icon: IconAlertTriangle },
  failed: { word: "Failed", tone: "failed", icon: IconCircleX },
  canceled: { word: "Canceled", tone: "grey", icon: IconBan },
};

/** The state of a job. */
export function JobStateLabel({ state }: { state: JobState }) {
  return <ToneLabel look={LOOKS[state]} />;
}
