import { Button, SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import type { HourCounts } from "../../bindings/HourCounts";
import type { TimelineMark } from "../../bindings/TimelineMark";
import { Panel } from "../../components/layout/Panel";
import { useNow } from "../../components/time/useNow";
import chart from "./activity.module.css";
import { ActivityTable } from "./ActivityTable";
import {
  attempts,
  type Bucket,
  bucketsWithin,
  comparison,
  dayName,
  failureRate,
  type Range,
  type Unit,
  UNITS,
} from "./buckets";
import { Marks } from "./Marks";
import classes from "./OverviewScreen.module.css";
import { useZoom } from "./useZoom";
import { ZoomControls } from "./ZoomControls";

// The chart library is large, and no other screen needs it.
const ActivityChart = lazy(() => import("./ActivityChart"));

const UNIT_NAMES: Record<Unit, string> = { hour: "Hour", day: "Day", week: "Week" };

/** What the bars together cover. */
const SPAN: Record<Unit, string> = { hour: "48 hours", day: "30 days", week: "5 weeks" };

/** How attempts ended over time, as a chart and as the table behind it, with what happened meanwhile. */
export function ActivityPanel({ hours, marks }: { hours: HourCounts[]; marks: TimelineMark[] }) {
  const [asTable, setAsTable] = useState(false);
  const navigate = useNavigate();
  const now = useNow();
  const { unit, range, isZoomed, zoom, reset, setUnit } = useZoom(now);
  const shown = bucketsWithin(hours, unit, range);
  const failed = shown.reduce((sum, bucket) => sum + bucket.failed, 0);
  const all = shown.reduce((sum, bucket) => sum + attempts(bucket), 0);
  const period = isZoomed
    ? `from ${moment(range.start)} to ${moment(range.end)} UTC`
    : `in the last ${SPAN[unit]}`;
  const summary =
    failed === 0
      ? `No attempt failed ${period}.`
      : `${failed.toLocaleString("en")} of ${all.toLocaleString("en")} attempts failed ${period} (${failureRate(failed, all)}).`;
  // A bar leads to what is Failed since: the list has transactions, not attempts.
  const open = (bar: Range) =>
    void navigate({ to: "/transactions", search: { view: "failed", q: settledWithin(bar) } });
  const openAll = () => void navigate({ to: "/transactions", search: { q: settledWithin(range) } });

  return (
    <Panel
      title="Throughput and failures"
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Length of a bar"
            data={UNITS.map((value) => ({ value, label: UNIT_NAMES[value] }))}
            value={unit}
            onChange={setUnit}
          />
          <Button
            size="compact-sm"
            variant="default"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? "Show the chart" : "Show the table"}
          </Button>
        </>
      }
    >
      <p className={classes.summary}>{summary}</p>
      <p className={classes.advice}>{compared(hours, now)}</p>
      {asTable ? (
        <ActivityTable buckets={shown} unit={unit} />
      ) : (
        <Suspense fallback={<div className={chart.room} />}>
          <ActivityChart
            buckets={shown}
            unit={unit}
            marks={marks}
            summary={summary}
            onOpen={open}
            onZoom={zoom}
          />
        </Suspense>
      )}
      <ZoomControls
        buckets={shown}
        unit={unit}
        isZoomed={isZoomed}
        onZoom={zoom}
        onReset={reset}
        onOpen={openAll}
      />
      <Marks marks={marks} since={shown[0]?.start ?? now} />
    </Panel>
  );
}

/** In the query language: last changed from one moment on and before another. */
function settledWithin({ start, end }: Range): string {
  const iso = (at: number) => new Date(at).toISOString();
  return `modified-after:${iso(start)} modified-before:${iso(end)}`;
}

/** A moment of the chart in UTC: "20 Nov, 14:00". */
function moment(at: number): string {
  return `${dayName(at)}, ${new Date(at).toISOString().slice(11, 16)}`;
}

function compared(hours: HourCounts[], now: number): string {
  const { today, yesterday, lastWeek } = comparison(hours, now);
  const told = (bucket: Bucket) =>
    `${bucket.failed.toLocaleString("en")} of ${attempts(bucket).toLocaleString("en")}`;
  return `Today so far ${told(today)} failed; yesterday by this time ${told(yesterday)}; a week ago ${told(lastWeek)}.`;
}
