import type { BatchJob } from "../../bindings/BatchJob";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Job } from "../../bindings/Job";
import type { Pause } from "../../bindings/Pause";
import type { ProcessorState } from "../../bindings/ProcessorState";
import type { Handlers } from "../fake-platform";
import { forecastOf } from "./forecast";
import type { Jobs } from "./jobs";
import { attempt } from "./make-transaction";
import type { Queue } from "./queue";
import type { Runs } from "./runs";
import type { Schedules } from "./schedules";

/** How long one settled transaction takes in the fake, in milliseconds. */
const PACE = 60;
/** Transactions of a sample that does not say, in how many steps it is made, and milliseconds for each. */
const SAMPLE_SIZE = 20_000;
const SAMPLE_STEPS = 8;
const SAMPLE_STEP = 250;

/** The processor of a console in memory, and the files it reads and writes. */
export function processorHandlers(
  queue: Queue,
  { jobs, runs, schedules }: { jobs: Jobs; runs: Runs; schedules: Schedules },
  emit: (event: ConsoleEvent) => void,
  onSample: (storePath: string) => void,
): Handlers & { state: () => ProcessorState } {
  const due = () =>
    [...queue.all.values()].filter(({ transaction: t }) => ["New", "Retry"].includes(t.Status));
  const running = () => jobs.all.find(({ kind, state }) => kind === "process" && state === "running") ?? null;

  const step = (job: Job, run: BatchJob) => {
    const [next] = due();
    if (job.state === "running" && !next) {
      jobs.finish(job, job.failures > 0 ? "completedWithFailures" : "completed");
    }
    if (job.state !== "running" || !next) {
      runs.follow(run, job);
      return;
    }
    const fails = job.done % 7 === 3;
    next.attempts.unshift(
      attempt(next.attempts.length + 1, new Date().toISOString(), fails ? "Failed" : "Success"),
    );
    if (fails) [next.errorCode, next.errorMessage] = ["REQUIRED_FIELD_MISSING", "Question is required."];
    job.done++;
    job.failures += fails ? 1 : 0;
    queue.settle(next, fails ? "Failed" : "Success");
    jobs.tell(job);
    setTimeout(() => step(job, run), PACE);
  };

  let background = false;
  let paused: Pause | null = null;
  const state = (): ProcessorState => ({
    background,
    running: running(),
    last: jobs.all.find(({ kind, finishedAt }) => kind === "process" && finishedAt !== null) ?? null,
    queued: due().length,
    nextRetryAt:
      due()
        .flatMap(({ nextAttemptAt }) => nextAttemptAt ?? [])
        .sort()[0] ?? null,
    paused,
    ...schedules.next(),
  });

  return {
    state,
    "processor.setBackground": ({ on }) => {
      background = on;
      return state();
    },
    "processor.setPaused": ({ paused: pause, reason }) => {
      paused = pause ? { by: "sam", at: new Date().toISOString(), reason } : null;
      emit({ type: "processorChanged" });
      return state();
    },
    "processor.forecast": ({ lookbackDays }) => forecastOf(queue, schedules.next(), lookbackDays ?? 60),
    "processor.state": state,
    "processor.run": ({ lookbackDays }) => {
      const run = runs.begin(lookbackDays ?? 60);
      const title = `Sync Processor run, last ${run.lookbackDays} days`;
      const job = jobs.add("process", title, due().length, (ended) => ({ process: summary(ended) }));
      setTimeout(() => step(job, run), PACE);
      return job;
    },
    "workspace.createSample": ({ storePath, transactions }) => {
      const made = jobs.add("sample", "Making a sample", transactions, () => null);
      const work = setInterval(() => {
        made.done += Math.ceil((transactions ?? SAMPLE_SIZE) / SAMPLE_STEPS);
        if (made.state === "running" && made.done < (transactions ?? SAMPLE_SIZE)) {
          jobs.tell(made);
          return;
        }
        clearInterval(work);
        if (made.state !== "running") return;
        onSample(storePath);
        jobs.finish(made, "completed");
      }, SAMPLE_STEP);
      return made;
    },
    "data.import": ({ files }) => {
      const result = () => ({ import: { files: files.map(fileReport) } });
      const started = jobs.add("import", `Import of ${files.length} files`, 1200, result);
      setTimeout(() => {
        Object.assign(started, { done: 1200, failures: 2 });
        jobs.finish(started, "completedWithFailures");
      }, 1500);
      return started;
    },
    "data.export": ({ out }) => {
      const size = queue.all.size;
      const report = { files: [out], transactions: size, items: size * 2, logEntries: 40, cutValues: 0 };
      const started = jobs.add("export", `Export to ${out}`, size, () => ({ export: report }));
      setTimeout(() => {
        started.done = size;
        jobs.finish(started, "completed");
      }, 1500);
      return started;
    },
  };
}

function summary({ done, failures, startedAt, state }: Job) {
  return {
    startedAt,
    durationMs: Date.now() - Date.parse(startedAt),
    claimed: done,
    success: done - failures,
    retry: 0,
    failed: failures,
    canceled: 0,
    manual: 0,
    givenBack: 0,
    leaseLost: 0,
    recovered: 0,
    canceledByCaller: state === "canceled",
  };
}

function fileReport(file: string) {
  return {
    file,
    objectName: "DeviceSyncTransaction",
    added: 1198,
    unchanged: 0,
    rejected: 2,
    unknownColumns: ["LegacyId__c"],
    firstRejects: [
      {
        line: 17,
        column: "Status",
        value: "Done",
        reason: '"Done" is not a status; use one of Waiting, New, …',
      },
      { line: 230, column: null, value: null, reason: "The row has 31 columns, the header 33." },
    ],
    rejectsFile: `${file}.rejects.csv`,
    resumedAtRow: 0,
  };
}
