import { Button } from "@mantine/core";
import { useState } from "react";

import type { DayCounts } from "../../bindings/DayCounts";
import { Panel } from "../../components/layout/Panel";
import { useNow } from "../../components/time/useNow";
import { attempts, failureRate, lastDays } from "./days";
import { DaysTable } from "./DaysTable";
import { FailuresChart } from "./FailuresChart";
import classes from "./OverviewScreen.module.css";

/** Days that are shown. */
const SHOWN = 30;

/** Failed attempts of the last days, as a chart and as the table behind it. */
export function FailuresPanel({ days }: { days: DayCounts[] }) {
  const [asTable, setAsTable] = useState(false);
  const shown = lastDays(days, useNow(), SHOWN);
  const failed = shown.reduce((sum, day) => sum + day.failed, 0);
  const all = shown.reduce((sum, day) => sum + attempts(day), 0);
  const summary =
    failed === 0
      ? `No attempt failed in the last ${SHOWN} days.`
      : `${failed.toLocaleString("en")} of ${all.toLocaleString("en")} attempts failed in the last ${SHOWN} days (${failureRate(failed, all)}).`;

  return (
    <Panel
      title="Failures of the last days"
      actions={
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? "Show the chart" : "Show the table"}
        </Button>
      }
    >
      <p className={classes.summary}>{summary}</p>
      {asTable ? <DaysTable days={shown} /> : <FailuresChart days={shown} summary={summary} />}
    </Panel>
  );
}
