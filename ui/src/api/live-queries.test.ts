import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ConsoleEvent } from "../bindings/ConsoleEvent";
import type { Job } from "../bindings/Job";
import { installPlatform } from "../platform/platform";
import { fakePlatform } from "../test/fake-platform";
import { connectEvents } from "./events";
import { keepQueriesLive, throttled } from "./live-queries";

const JOB: Job = {
  id: 1,
  kind: "process",
  title: "Run",
  state: "running",
  done: 3,
  total: 10,
  failures: 0,
  startedAt: "2026-11-23T10:00:00.000Z",
  finishedAt: null,
  result: null,
  error: null,
};

let client: QueryClient;
let emit: (event: ConsoleEvent) => void;
let stop: () => void;

beforeEach(async () => {
  const platform = fakePlatform();
  installPlatform(platform);
  const disconnect = await connectEvents();
  client = new QueryClient();
  const stopLive = keepQueriesLive(client);
  emit = platform.emit;
  stop = () => {
    stopLive();
    disconnect();
  };
});

afterEach(() => stop());

function known(name: string, request: unknown, data: unknown) {
  client.setQueryData([name, request], data);
}

function isStale(name: string, request: unknown): boolean {
  return client.getQueryState([name, request])?.isInvalidated ?? false;
}

describe("events of the console", () => {
  it("make the counts stale, and the detail of what changed", () => {
    known("transactions.counts", {}, {});
    known("transactions.get", { key: "a" }, {});
    known("transactions.get", { key: "b" }, {});
    emit({ type: "transactionsChanged", data: ["a"] });
    expect(isStale("transactions.counts", {})).toBe(true);
    expect(isStale("transactions.get", { key: "a" })).toBe(true);
    expect(isStale("transactions.get", { key: "b" })).toBe(false);
  });

  it("make every detail stale when many transactions changed", () => {
    known("transactions.get", { key: "b" }, {});
    emit({ type: "transactionsChanged", data: [] });
    expect(isStale("transactions.get", { key: "b" })).toBe(true);
  });

  it("bring jobs up to date where they stand, and add new ones on top", () => {
    known("jobs.list", {}, [{ ...JOB, done: 0 }]);
    emit({ type: "jobChanged", data: JOB });
    emit({ type: "jobChanged", data: { ...JOB, id: 2 } });
    expect(client.getQueryData<Job[]>(["jobs.list", {}])?.map(({ id, done }) => [id, done])).toEqual([
      [2, 3],
      [1, 3],
    ]);
  });

  it("leave nothing of the workspace before when another opens", () => {
    known("transactions.counts", {}, {});
    emit({ type: "workspaceChanged", data: null });
    expect(client.getQueryData(["transactions.counts", {}])).toBeUndefined();
  });

  it("make what is said of the processor stale, and why a transaction waits", () => {
    known("processor.state", {}, {});
    known("transactions.explain", { id: "a" }, {});
    known("schedules.list", {}, []);
    known("runs.get", { id: 1 }, {});
    emit({ type: "processorChanged" });
    expect(isStale("processor.state", {})).toBe(true);
    expect(isStale("transactions.explain", { id: "a" })).toBe(true);
    emit({ type: "schedulesChanged" });
    expect(isStale("schedules.list", {})).toBe(true);
    emit({ type: "runsChanged" });
    expect(isStale("runs.get", { id: 1 })).toBe(true);
  });

  it("make error groups stale with the queue and with a decision, and explanations with the catalogue", () => {
    known("errorGroups.list", {}, { groups: [] });
    known("causes.explain", { errorCode: "NOT_FOUND" }, { cause: null });
    emit({ type: "transactionsChanged", data: ["a"] });
    expect(isStale("errorGroups.list", {})).toBe(true);
    expect(isStale("causes.explain", { errorCode: "NOT_FOUND" })).toBe(false);

    known("errorGroups.get", { id: 1 }, {});
    emit({ type: "errorGroupsChanged" });
    expect(isStale("errorGroups.get", { id: 1 })).toBe(true);
    emit({ type: "causesChanged" });
    expect(isStale("causes.explain", { errorCode: "NOT_FOUND" })).toBe(true);
  });

  it("make everything be asked for anew when other masks hold, but the rows of the list, which it looks after", () => {
    const list = { filter: {}, sort: {} };
    const asked = [
      ["transactions.get", { key: "a" }],
      ["org.record", { id: "r" }],
      ["transactions.list", { ...list, limit: 11 }],
      ["transactions.list", list],
    ] as const;
    const queryFn = () => new Promise(() => undefined);
    const observers = asked.map((queryKey) => new QueryObserver(client, { queryKey, queryFn }));
    const stops = observers.map((observer) => observer.subscribe(() => undefined));
    asked.forEach(([name, request]) => known(name, request, {}));
    known("errorGroups.get", { id: 1 }, {});
    emit({ type: "masksChanged" });
    expect(asked.map(([name, request]) => isStale(name, request))).toEqual([true, true, true, false]);
    expect(client.getQueryData(["errorGroups.get", { id: 1 }])).toBeUndefined();
    stops.forEach((stop) => stop());
  });

  it("make settings and locks stale", () => {
    known("settings.mobile", {}, {});
    known("org.locks", {}, []);
    emit({ type: "settingsChanged" });
    emit({ type: "locksChanged" });
    expect(isStale("settings.mobile", {})).toBe(true);
    expect(isStale("org.locks", {})).toBe(true);
  });
});

describe("throttled work", () => {
  it("runs at once, then once more for all that was asked meanwhile", () => {
    vi.useFakeTimers();
    const work = vi.fn();
    const { ask } = throttled(work, 100);
    ask();
    expect(work).toHaveBeenCalledTimes(1);
    ask();
    ask();
    vi.advanceTimersByTime(99);
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(work).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("does nothing more once it is stopped", () => {
    vi.useFakeTimers();
    const work = vi.fn();
    const { ask, stop: stopWork } = throttled(work, 100);
    ask();
    ask();
    stopWork();
    vi.advanceTimersByTime(1000);
    expect(work).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});
