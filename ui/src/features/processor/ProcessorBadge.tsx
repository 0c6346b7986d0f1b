import { IconCircleCheck, IconInbox, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import { useCommand } from "../../api/query";
import type { ProcessorState } from "../../bindings/ProcessorState";
import { relative } from "../../components/time/format";
import { useNow } from "../../components/time/useNow";
import classes from "./ProcessorBadge.module.css";

/** In the top bar: whether the Sync Processor runs, what is queued, when the next retry is due. */
export function ProcessorBadge() {
  const { data } = useCommand("processor.state", {});
  const now = useNow();
  if (!data) return null;
  const { tone, icon: Icon, text } = look(data);
  const retry =
    data.nextRetryAt === null ? "" : `\nNext retry due ${relative(Date.parse(data.nextRetryAt), now)}`;
  return (
    <Link
      to="/processor"
      className={classes.badge}
      data-tone={tone}
      data-hint={`Sync Processor: ${text}${retry}`}
    >
      <Icon size={15} stroke={2} aria-hidden />
      <span className={classes.word}>{text}</span>
    </Link>
  );
}

function look({ running, background, queued }: ProcessorState) {
  if (running) {
    const of = running.total === null ? "" : ` of ${running.total.toLocaleString("en")}`;
    return { tone: "blue", icon: IconPlayerPlay, text: `Running, ${running.done.toLocaleString("en")}${of}` };
  }
  const waiting = queued > 0 ? `${queued.toLocaleString("en")} queued` : "Queue empty";
  if (background)
    return { tone: "blue", icon: IconPlayerPlay, text: `In the background, ${waiting.toLowerCase()}` };
  if (queued > 0) return { tone: "teal", icon: IconInbox, text: waiting };
  return { tone: "grey", icon: IconCircleCheck, text: waiting };
}
