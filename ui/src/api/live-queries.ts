import type { QueryClient, QueryKey } from "@tanstack/react-query";

import type { ConsoleEvent } from "../bindings/ConsoleEvent";
import type { Job } from "../bindings/Job";
import { onConsoleEvent } from "./events";
import type { CommandName } from "./rpc";

/** Counts follow the queue at most this often, in milliseconds: a run settles thousands in a second. */
const COUNT_EVERY = 500;

/** What a filter finds is counted anew at most this often, in milliseconds: that is no maintained number. */
const FILTER_COUNT_EVERY = 3_000;

/** What needs a look at the whole queue is asked anew at most this often, in milliseconds. */
const FORECAST_EVERY = 3_000;

/** What every change of the queue makes stale. */
const QUEUE_SUMMARIES: CommandName[] = [
  "transactions.counts",
  "overview.get",
  "processor.state",
  "errorGroups.list",
  "errorGroups.get",
];

/**
 * Keeps cached answers up to date with the console's events. The list of transactions looks after its own rows
 * (`features/transactions/list/useLiveRows`), because it must not move under the pointer.
 */
export function keepQueriesLive(client: QueryClient): () => void {
  const invalidate = (...names: CommandName[]) => {
    for (const name of names) void client.invalidateQueries({ queryKey: [name] });
  };
  const refreshSummaries = throttled(() => invalidate(...QUEUE_SUMMARIES), COUNT_EVERY);

  const refreshFilterCounts = throttled(() => invalidate("transactions.count"), FILTER_COUNT_EVERY);

  const refreshBulk = throttled(() => invalidate("bulk.list", "bulk.get"), COUNT_EVERY);

  // A transaction waits for others: what changed may be any of them.
  const refreshForecasts = throttled(
    () => invalidate("processor.forecast", "transactions.explain", "transactions.graph"),
    FORECAST_EVERY,
  );

  const stop = onConsoleEvent((event: ConsoleEvent) => {
    switch (event.type) {
      case "transactionsChanged":
        refreshSummaries.ask();
        refreshFilterCounts.ask();
        refreshForecasts.ask();
        invalidateDetails(client, event.data);
        break;
      case "jobChanged":
        client.setQueryData<Job[]>(["jobs.list", {}], (jobs) => jobs && withJob(jobs, event.data));
        if (event.data.kind === "process") invalidate("processor.state");
        if (event.data.kind === "bulk") refreshBulk.ask();
        break;
      case "settingsChanged":
        invalidate("settings.mobile", "settings.processor", "org.limits", "watch.read");
        // The overview goes by how long devices may be offline.
        invalidate("overview.get");
        break;
      case "masksChanged":
        showAnew(client);
        break;
      case "revealed":
        invalidate("reveals.list", "transactions.get");
        break;
      case "locksChanged":
        invalidate("org.locks");
        break;
      case "errorGroupsChanged":
        invalidate("errorGroups.list", "errorGroups.get", "decisions.list");
        break;
      case "causesChanged":
        invalidate("causes.list", "causes.explain", "decisions.list");
        break;
      case "processorChanged":
        invalidate("processor.state", "processor.forecast", "transactions.explain");
        break;
      case "runsChanged":
        invalidate("runs.list", "runs.get", "processor.state");
        break;
      case "noticesChanged":
        invalidate("inbox.list", "inbox.count");
        break;
      case "journalsPruned":
        refreshBulk.ask();
        break;
      case "savedReportsChanged":
        invalidate("watch.read");
        break;
      case "noticeChosen":
        // The shell leads there.
        break;
      case "schedulesChanged":
        invalidate("schedules.list", "processor.state", "processor.forecast", "transactions.explain");
        break;
      case "workspaceChanged":
        // Nothing of the workspace before may stay on screen.
        void client.resetQueries();
        break;
    }
  });
  return () => {
    stop();
    refreshSummaries.stop();
    refreshFilterCounts.stop();
    refreshForecasts.stop();
    refreshBulk.stop();
  };
}

/**
 * Asks anew for everything: any value may be under a mask. What is not on screen goes, so that it cannot come up once
 * more as it was shown before.
 */
function showAnew(client: QueryClient) {
  client.removeQueries({ type: "inactive" });
  void client.invalidateQueries({ predicate: ({ queryKey }) => !isTransactionList(queryKey) });
}

/** Whether it is the list of transactions, which looks after its own rows. */
function isTransactionList([name, request]: QueryKey): boolean {
  return name === "transactions.list" && !("limit" in (request as object));
}

function invalidateDetails(client: QueryClient, ids: string[]) {
  const changed = new Set(ids);
  void client.invalidateQueries({
    queryKey: ["transactions.get"],
    predicate: ({ queryKey }) => {
      const request = queryKey[1] as { key?: string } | undefined;
      return changed.size === 0 || changed.has(request?.key ?? "");
    },
  });
}

/** The jobs with this one as it is now, newest first. */
function withJob(jobs: Job[], job: Job): Job[] {
  return jobs.some(({ id }) => id === job.id)
    ? jobs.map((other) => (other.id === job.id ? job : other))
    : [job, ...jobs];
}

/** Runs `work` at once, then at most every `every` milliseconds, and once more for what was asked meanwhile. */
export function throttled(work: () => void, every: number): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const wait = () => {
    timer = setTimeout(() => {
      timer = undefined;
      if (!again) return;
      again = false;
      work();
      wait();
    }, every);
  };
  return {
    ask() {
      if (timer !== undefined) {
        again = true;
        return;
      }
      work();
      wait();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      again = false;
    },
  };
}
