import { BarChart } from "@mantine/charts";

import "@mantine/charts/styles.css";
import { ReferenceArea } from "recharts";

import type { TimelineMark } from "../../bindings/TimelineMark";
import { type Bucket, bucketName, OUTCOMES, type Outcome, type Range, type Unit } from "./buckets";
import classes from "./activity.module.css";
import { useDrag } from "./useDrag";

interface ActivityChartProps {
  buckets: Bucket[];
  unit: Unit;
  marks: TimelineMark[];
  /** What the chart says, for those who do not see it. */
  summary: string;
  onOpen: (bucket: Bucket) => void;
  /** Some bars were dragged over. */
  onZoom: (range: Range) => void;
}

/** How an outcome is told and coloured. */
const SERIES: Record<Outcome, { label: string; color: string }> = {
  failed: { label: "Failed", color: "var(--status-failed)" },
  retry: { label: "Retry", color: "var(--status-amber)" },
  success: { label: "Success", color: "var(--status-success)" },
  canceled: { label: "Canceled", color: "var(--status-grey)" },
  manual: { label: "Manual", color: "var(--status-violet)" },
};

/**
 * One bar for each hour, day or week, by how attempts ended. Dragging over bars shows only them. The table beside it
 * has the numbers.
 */
export default function ActivityChart({ buckets, unit, marks, summary, onOpen, onZoom }: ActivityChartProps) {
  const data = buckets.map((bucket) => ({ ...bucket, name: bucketName(bucket, unit) }));
  const { chosen, handlers } = useDrag(buckets, onZoom, onOpen);
  const lines = data.filter((bucket) => marks.some((mark) => isWithin(mark, bucket)));
  return (
    <div role="img" aria-label={summary} className={classes.chart}>
      <BarChart
        h={220}
        data={data}
        dataKey="start"
        type="stacked"
        series={OUTCOMES.map((name) => ({ name, ...SERIES[name] }))}
        gridAxis="x"
        tickLine="none"
        withLegend
        xAxisProps={{
          tickFormatter: (start: number) => data.find((bucket) => bucket.start === start)?.name ?? "",
          minTickGap: 24,
        }}
        yAxisProps={{ allowDecimals: false, width: 44 }}
        valueFormatter={(count) => count.toLocaleString("en")}
        tooltipProps={{ labelFormatter: (start) => label(data, Number(start), unit) }}
        tooltipAnimationDuration={0}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false, ...handlers }}
        referenceLines={lines.map(({ start }) => ({ x: start, color: "var(--accent)", label: "▾" }))}
      >
        {chosen && (
          <ReferenceArea
            x1={chosen.first.start}
            x2={chosen.last.start}
            fill="var(--accent)"
            fillOpacity={0.18}
          />
        )}
      </BarChart>
    </div>
  );
}

/** Whether something happened while a bar was going on. */
function isWithin(mark: TimelineMark, { start, end }: Bucket): boolean {
  const at = Date.parse(mark.at);
  return at >= start && at < end;
}

function label(data: (Bucket & { name: string })[], start: number, unit: Unit): string {
  const name = data.find((bucket) => bucket.start === start)?.name ?? "";
  return unit === "hour" ? `${name} UTC` : name;
}
