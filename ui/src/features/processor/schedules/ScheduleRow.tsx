import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconTemplate } from "@tabler/icons-react";

import type { Schedule } from "../../../bindings/Schedule";
import statusClasses from "../../../components/status/StatusLabel.module.css";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import type { ScheduleAction } from "./ScheduleDialogs";
import classes from "./schedules.module.css";

interface ScheduleRowProps {
  schedule: Schedule;
  onAction: (action: ScheduleAction) => void;
}

/** One schedule: when it runs, in words; its next and last run; and what can be done with it. */
export function ScheduleRow({ schedule, onAction }: ScheduleRowProps) {
  const { id, name, words, cron, lookbackDays, isTemplate } = schedule;
  const act = (kind: ScheduleAction["kind"]) => () => onAction({ kind, scheduleId: id });
  const button = { size: "compact-sm", variant: "default" } as const;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <h3 className={classes.name}>
          <DataText text={name} /> <StateLabel schedule={schedule} />
        </h3>
        <p className={classes.words}>
          {words} <code className={classes.cron}>{cron}</code>
        </p>
        <p className={classes.fact}>
          Looks back {lookbackDays.toLocaleString("en")} days
          {!isTemplate && (
            <>
              {" · "}
              <Runs schedule={schedule} />
            </>
          )}
        </p>
      </div>
      <div className={classes.actions}>
        {isTemplate ? (
          <Button {...button} variant="filled" aria-label={`Clone ${name}`} onClick={act("clone")}>
            Clone…
          </Button>
        ) : (
          <>
            <Button
              {...button}
              variant={schedule.isActive ? "default" : "filled"}
              aria-label={`${schedule.isActive ? "Deactivate" : "Activate"} ${name}`}
              onClick={act("active")}
            >
              {schedule.isActive ? "Deactivate…" : "Activate…"}
            </Button>
            <Button {...button} aria-label={`Edit ${name}`} onClick={act("edit")}>
              Edit…
            </Button>
            <Button {...button} aria-label={`Clone ${name}`} onClick={act("clone")}>
              Clone…
            </Button>
            <Button {...button} aria-label={`Delete ${name}`} onClick={act("delete")}>
              Delete…
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function StateLabel({ schedule: { isTemplate, isActive } }: { schedule: Schedule }) {
  const [word, tone, Icon] = isTemplate
    ? (["Template", "violet", IconTemplate] as const)
    : isActive
      ? (["Active", "success", IconCircleCheck] as const)
      : (["Not active", "grey", IconCircleDashed] as const);
  return (
    <span className={statusClasses.label} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {word}
    </span>
  );
}

function Runs({ schedule: { isActive, nextRunAt, lastRunAt } }: { schedule: Schedule }) {
  return (
    <>
      {nextRunAt !== null ? (
        <>
          Next run <RelativeTime at={nextRunAt} />
        </>
      ) : isActive ? (
        "No further run"
      ) : (
        "Runs once it is activated"
      )}
      {" · "}
      {lastRunAt !== null ? (
        <>
          Last run <RelativeTime at={lastRunAt} />
        </>
      ) : (
        "Never ran yet"
      )}
    </>
  );
}
