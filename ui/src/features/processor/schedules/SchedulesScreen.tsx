import { useState } from "react";

import { useCommand } from "../../../api/query";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../../components/feedback/Skeletons";
import { Panel } from "../../../components/layout/Panel";
import { Screen } from "../../../components/layout/Screen";
import { PauseBanner } from "../PauseBanner";
import { type ScheduleAction, ScheduleDialogs } from "./ScheduleDialogs";
import { ScheduleRow } from "./ScheduleRow";
import classes from "./schedules.module.css";

/** When the Sync Processor runs by itself: the template, and the schedules made from it. */
export function SchedulesScreen() {
  const schedules = useCommand("schedules.list", {});
  const [action, setAction] = useState<ScheduleAction>();
  const own = schedules.data?.filter(({ isTemplate }) => !isTemplate) ?? [];
  const templates = schedules.data?.filter(({ isTemplate }) => isTemplate) ?? [];
  return (
    <Screen
      title="Schedules"
      lead="When the Sync Processor runs by itself: while the console has this workspace open, also from the tray with its window closed, or on a server in syncadm daemon. A run that was missed is caught up once, and there are never two at a time."
    >
      <PauseBanner />
      {schedules.isError && <ErrorNotice error={schedules.error} onRetry={() => void schedules.refetch()} />}
      {schedules.isPending && <SkeletonRows count={4} />}
      {schedules.data && (
        <div className={classes.stack}>
          <Panel title="Schedules of this workspace" flush>
            {own.length === 0 ? (
              <p className={classes.none}>
                None yet: nothing runs by itself. Clone the template below, give the clone a name and its
                times, and activate it.
              </p>
            ) : (
              <ul className={classes.list}>
                {own.map((schedule) => (
                  <ScheduleRow key={schedule.id} schedule={schedule} onAction={setAction} />
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="Template" flush>
            <ul className={classes.list}>
              {templates.map((schedule) => (
                <ScheduleRow key={schedule.id} schedule={schedule} onAction={setAction} />
              ))}
            </ul>
          </Panel>
        </div>
      )}
      <ScheduleDialogs
        action={action}
        // As it is now: after a conflict the next try is over what is there.
        schedule={schedules.data?.find(({ id }) => id === action?.scheduleId)}
        onClose={() => setAction(undefined)}
      />
    </Screen>
  );
}
