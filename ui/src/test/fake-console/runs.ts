import type { BatchJob } from "../../bindings/BatchJob";
import type { BatchJobPart } from "../../bindings/BatchJobPart";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Job } from "../../bindings/Job";
import { type Handlers, refusal } from "../fake-platform";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Transactions in a part. */
const BATCH = 500;

const NOTHING = { claimed: 0, success: 0, retry: 0, failed: 0, canceled: 0, manual: 0, error: null };

/** Runs in memory. */
export interface Runs {
  begin: (lookbackDays: number) => BatchJob;
  /** Brings a run up to date with the job that does it. */
  follow: (run: BatchJob, job: Job) => void;
  handlers: Handlers;
}

/** The runs of so many nights, and those that are started here. */
export function makeRuns(emit: (event: ConsoleEvent) => void, nights: number): Runs {
  const all = Array.from({ length: nights }, (_, at) => ofNight(nights - at, at)).toReversed();
  const tell = () => emit({ type: "runsChanged" });
  return {
    begin: (lookbackDays) => {
      const run: BatchJob = {
        ...NOTHING,
        id: all.length + 1,
        name: "Run now",
        scheduleId: null,
        trigger: "manual",
        status: "InProgress",
        lookbackDays,
        startedAt: new Date().toISOString(),
        endedAt: null,
        processor: "console 4711",
      };
      all.unshift(run);
      tell();
      return run;
    },
    follow: (run, { done, failures, state, finishedAt }) => {
      Object.assign(run, { claimed: done, failed: failures, success: done - failures, endedAt: finishedAt });
      if (state === "canceled") run.status = "Canceled";
      else if (state !== "running") run.status = failures > 0 ? "CompletedWithFailures" : "Completed";
      tell();
    },
    handlers: {
      "runs.list": ({ before, limit }) => {
        const older = all.filter(({ id }) => before === null || id < before);
        return { runs: older.slice(0, limit), hasMore: older.length > limit };
      },
      "runs.get": ({ id }) => {
        const run = all.find((one) => one.id === id);
        if (!run) throw refusal("notFound", `The run "${id}" is not in this workspace.`);
        return { run, parts: partsOf(run) };
      },
    },
  };
}

/** The run of a night: now and then one is caught up, one fails. */
function ofNight(daysAgo: number, at: number): BatchJob {
  const startedAt = Math.floor((Date.now() - HOUR) / DAY) * DAY - (daysAgo - 1) * DAY + HOUR;
  const caughtUp = at % 9 === 4;
  const died = at % 17 === 11;
  const failed = at % 3 === 0 ? 0 : 7 + at;
  const success = 400 + ((at * 137) % 1100);
  return {
    ...NOTHING,
    id: at + 1,
    name: "Nightly sync",
    scheduleId: 2,
    trigger: caughtUp ? "catchUp" : "schedule",
    status: died ? "Failed" : failed > 0 ? "CompletedWithFailures" : "Completed",
    lookbackDays: 60,
    startedAt: new Date(startedAt + (caughtUp ? 6 : 0) * HOUR).toISOString(),
    endedAt: new Date(startedAt + (caughtUp ? 6 : 0) * HOUR + success * 40).toISOString(),
    processor: "console 4711",
    success,
    failed,
    retry: at % 4,
    claimed: success + failed + (at % 4),
    error: died ? "The program that ran it ended before the run did." : null,
  };
}

function partsOf(run: BatchJob): BatchJobPart[] {
  const count = Math.ceil(run.claimed / BATCH);
  return Array.from({ length: count }, (_, at) => {
    const claimed = Math.min(BATCH, run.claimed - at * BATCH);
    const last = at === count - 1;
    const failed = last ? Math.min(run.failed, claimed) : 0;
    const length = Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt);
    const moment = (part: number) =>
      new Date(Date.parse(run.startedAt) + (length * part) / count).toISOString();
    return {
      ...NOTHING,
      number: at + 1,
      status: last ? run.status : "Completed",
      startedAt: moment(at),
      endedAt: last ? (run.endedAt ?? moment(count)) : moment(at + 1),
      claimed,
      failed,
      success: claimed - failed,
      error: last ? run.error : null,
    };
  });
}
