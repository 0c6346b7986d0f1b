import { IconAppWindow, IconPlayerPlay, IconSettings } from "@tabler/icons-react";

import type { TimelineMark } from "../../bindings/TimelineMark";
import type { TimelineMarkKind } from "../../bindings/TimelineMarkKind";
import { RelativeTime } from "../../components/time/RelativeTime";
import { DataText } from "../../components/text/DataText";
import classes from "./activity.module.css";

const ICONS: Record<TimelineMarkKind, typeof IconSettings> = {
  settings: IconSettings,
  appVersion: IconAppWindow,
  run: IconPlayerPlay,
};

/** What happened while the chart goes, newest first: it may explain a rise. */
export function Marks({ marks, since }: { marks: TimelineMark[]; since: number }) {
  const shown = marks.filter(({ at }) => Date.parse(at) >= since).toReversed();
  if (shown.length === 0) return null;
  return (
    <details className={classes.marks}>
      <summary>What happened meanwhile ({shown.length})</summary>
      <ul tabIndex={0} aria-label="What happened meanwhile">
        {shown.map((mark, at) => {
          const Icon = ICONS[mark.kind];
          return (
            <li key={at}>
              <Icon size={14} aria-hidden />
              <span className="clip">
                <DataText text={mark.text} />
              </span>
              <RelativeTime at={mark.at} />
            </li>
          );
        })}
      </ul>
    </details>
  );
}
