import { IconCircleCheck, IconInbox, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import { useCommand } from "../../api/query";
import type { ProcessorState } from "../../bindings/ProcessorState";
import { relative } from "../../components/time/format";
import { useNow } from "../../components/time/useNow";
import classes from "./ProcessorBadge.module.css";

/** In the top bar: whether the Sync Processor runs or is paused, what is queued, when the next run begins. */
export function ProcessorBadge() {
  const { data } = useCommand("processor.state", {});
  const now = useNow();
  if (!data) return null;
  const { tone, icon: Icon, text } = look(data);
  const { nextRetryAt, nextRunAt, nextSchedule, paused } = data;
  const next = nextRunAt === null || paused ? undefined : `next run ${relative(Date.parse(nextRunAt), now)}`;
  const hint = [
    `Sync Processor: ${text}`,
    paused && `Paused by ${paused.by}: ${paused.reason}`,
    next ? `The ${next}, by ${nextSchedule ?? "a schedule"}` : !paused && "No schedule is active",
    nextRetryAt !== null && `Next retry due ${relative(Date.parse(nextRetryAt), now)}`,
  ];
  return (
    <Link
      to="/processor"
      className={classes.badge}
      data-tone={tone}
      data-hint={hint.filter(Boolean).join("\n")}
    >
      <Icon size={15} stroke={2} aria-hidden />
      <span className={classes.word}>{text}</span>
      {next !== undefined && <span className={classes.next}>{next}</span>}
    </Link>
  );
}

function look({ running, background, queued, paused }: ProcessorState) {
  if (paused) return { tone: "amber", icon: IconPlayerPause, text: "Paused" };
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
