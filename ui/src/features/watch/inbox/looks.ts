import {
  type Icon,
  IconBellCheck,
  IconCircleX,
  IconClockExclamation,
  IconClockPause,
  IconFileAlert,
  IconPercentage,
  IconStack3,
  IconStackPop,
} from "@tabler/icons-react";

import type { NoticeAbout } from "../../../bindings/NoticeAbout";
import type { Tone } from "../../../theme/status";

/** How a kind of notice looks. */
export const NOTICE_LOOKS: Record<NoticeAbout["kind"], { icon: Icon; tone: Tone }> = {
  stuckNew: { icon: IconClockExclamation, tone: "amber" },
  failureRate: { icon: IconPercentage, tone: "failed" },
  errorGroup: { icon: IconStackPop, tone: "failed" },
  manyErrorGroups: { icon: IconStack3, tone: "failed" },
  runFailed: { icon: IconCircleX, tone: "failed" },
  runMissed: { icon: IconClockPause, tone: "amber" },
  reportNotSaved: { icon: IconFileAlert, tone: "failed" },
  test: { icon: IconBellCheck, tone: "success" },
};
