import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { BatchJob } from "../../../bindings/BatchJob";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { useNow } from "../../../components/time/useNow";
import { Outcomes } from "./Outcomes";
import { TRIGGERS, took } from "./run-words";
import classes from "./runs.module.css";
import { RunStatusLabel } from "./RunStatusLabel";

/** What a run was, and what it came to. */
export function RunFacts({ run }: { run: BatchJob }) {
  const now = useNow();
  const facts: [label: string, value: ReactNode][] = [
    ["Status", <RunStatusLabel key="status" status={run.status} />],
    ["Started by", <Trigger key="trigger" run={run} />],
    ["Started", <RelativeTime key="started" at={run.startedAt} />],
    ["Took", took(run.startedAt, run.endedAt, now)],
    ["Lookback", `${run.lookbackDays.toLocaleString("en")} days`],
    ["Processor", <DataText key="processor" text={run.processor} />],
    ["Taken", run.claimed.toLocaleString("en")],
    ["Attempts", <Outcomes key="outcomes" run={run} />],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={label === "Attempts" ? classes.wide : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {run.error !== null && (
        <p className={classes.runError} data-tone="failed" role="alert">
          <DataText text={run.error} />
        </p>
      )}
    </>
  );
}

function Trigger({ run: { trigger, scheduleId, name } }: { run: BatchJob }) {
  if (scheduleId === null) return TRIGGERS[trigger];
  return (
    <>
      {TRIGGERS[trigger]} <Link to="/processor/schedules">{name}</Link>
    </>
  );
}
