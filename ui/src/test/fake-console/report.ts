import type { DailyReport } from "../../bindings/DailyReport";
import type { ReportRequest } from "../../bindings/ReportRequest";
import type { ReportSection } from "../../bindings/ReportSection";
import type { Handlers } from "../fake-platform";
import type { Queue } from "./queue";

const DAY = 86_400_000;

/** The daily report of a queue in memory. */
export function reportHandlers(queue: Queue): Handlers {
  return {
    "report.get": (request) => reportOf(queue, request),
    "report.save": ({ html, csv, eml }) => ({
      files: [html, csv, eml].filter((file) => file !== undefined),
    }),
  };
}

function reportOf(queue: Queue, { day, zone }: ReportRequest): DailyReport {
  const date = day ?? new Date(Date.now() - DAY).toISOString().slice(0, 10);
  const counts = Object.entries(queue.counts());
  return {
    day: date,
    zone,
    title: `Daily report of ${date} (${zone === "utc" ? "UTC" : "local time"})`,
    summary: "3 of 40 attempts failed; the day before 1 of 20, a week before 0 of 10.",
    writtenAt: new Date().toISOString(),
    sections: [
      table(
        "Attempts by outcome",
        counts.map(([status, count]) => [
          { kind: "text", value: status },
          { kind: "count", value: count },
        ]),
      ),
      table("Attempts by hour", [
        [
          { kind: "text", value: "09:00" },
          { kind: "share", value: 0.075 },
        ],
      ]),
      table("Missed runs", []),
    ],
  };
}

function table(title: string, rows: ReportSection["rows"]): ReportSection {
  return {
    title,
    note: null,
    columns: [
      { name: "Of what", isNumber: false },
      { name: "The day", isNumber: true },
    ],
    rows,
    whenEmpty: "There is none.",
  };
}
