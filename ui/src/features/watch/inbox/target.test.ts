import { describe, expect, it } from "vitest";

import type { NoticeAbout } from "../../../bindings/NoticeAbout";
import { targetOf } from "./target";

const STUCK = { kind: "stuckNew", count: 1, oldest: "2026-11-23T08:00:00Z", owner: "Anna" } as const;
const MISSED = { kind: "runMissed", scheduleId: 2, name: "Nightly", dueAt: null } as const;
const MANY = { kind: "manyErrorGroups" as const, count: 20, failures: 90, worst: [], told: [] };

describe("where a notice leads", () => {
  it.each<[string, NoticeAbout, object]>([
    [
      "those that are stuck, longest first",
      { ...STUCK, hours: 24 },
      { to: "/transactions", search: { q: "is:stuck", ascending: true } },
    ],
    [
      "everything that is New, where the rule has hours of its own",
      { ...STUCK, hours: 12 },
      { to: "/transactions", search: { view: "new", ascending: true } },
    ],
    [
      "what failed last",
      { kind: "failureRate", hours: 1, attempts: 30, failed: 20 },
      { to: "/transactions", search: { view: "failed", sort: "lastModified" } },
    ],
    [
      "the groups that are new, of many at once",
      { ...MANY, regressed: 0 },
      { to: "/transactions/groups", search: { view: "new" } },
    ],
    [
      "the groups that came back, of many at once",
      { ...MANY, regressed: 20 },
      { to: "/transactions/groups", search: { view: "regressed" } },
    ],
    [
      "all groups, where some are new and some back",
      { ...MANY, regressed: 5 },
      { to: "/transactions/groups" },
    ],
    ["the schedules, while the run is missing", { ...MISSED, runId: null }, { to: "/processor/schedules" }],
    ["the run that made up for it", { ...MISSED, runId: 7 }, { params: { runId: "7" } }],
    [
      "its settings, from a report that could not be saved",
      { kind: "reportNotSaved", day: "2026-11-26", folder: "/srv/reports", error: "no such folder" },
      { to: "/settings/watch" },
    ],
    ["its settings, from a test", { kind: "test" }, { to: "/settings/watch" }],
  ])("is %s", (_, about, link) => expect(targetOf(about).link).toMatchObject(link));
});
