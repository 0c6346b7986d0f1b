import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Job } from "../../bindings/Job";
import type { Handlers } from "../fake-platform";
import { refusal } from "../fake-platform";
import { attempt } from "./make-transaction";
import type { Queue } from "./queue";

/** How long one settled transaction takes in the fake, in milliseconds. */
const PACE = 60;
/** Transactions of a sample that does not say, in how many steps it is made, and milliseconds for each. */
const SAMPLE_SIZE = 20_000;
const SAMPLE_STEPS = 8;
const SAMPLE_STEP = 250;

export function processorHandlers(
  queue: Queue,
  emit: (event: ConsoleEvent) => void,
  onSample: (storePath: string) => void,
): Handlers {
  const jobs: Job[] = [];
  const tell = (job: Job) => emit({ type: "jobChanged", data: structuredClone(job) });
  const due = () =>
    [...queue.all.values()].filter(({ transaction: t }) => ["New", "Retry"].includes(t.Status));
  const running = () => jobs.find(({ kind, state }) => kind === "process" && state === "running") ?? null;
  const job = (id: number) => {
    const found = jobs.find((other) => other.id === id);
    if (!found) throw refusal("notFound", `The job "${id}" is not in this workspace.`);
    return found;
  };
  const add = (kind: Job["kind"], title: string, total: number | null): Job => {
    const added: Job = {
      id: jobs.length + 1,
      kind,
      title,
      state: "running",
      done: 0,
      total,
      failures: 0,
      startedAt: new Date().toISOString(),
      finishedAt: null,
      result: null,
      error: null,
    };
    jobs.unshift(added);
    tell(added);
    return added;
  };
  const finish = (ended: Job, state: Job["state"], result: Job["result"]) => {
    Object.assign(ended, { state, result, finishedAt: new Date().toISOString() });
    tell(ended);
  };

  const step = (run: Job) => {
    const [next] = due();
    if (run.state !== "running") return;
    if (!next) {
      finish(run, run.failures > 0 ? "completedWithFailures" : "completed", { process: summary(run) });
      return;
    }
    const fails = run.done % 7 === 3;
    next.attempts.unshift(
      attempt(next.attempts.length + 1, new Date().toISOString(), fails ? "Failed" : "Success"),
    );
    if (fails) [next.errorCode, next.errorMessage] = ["REQUIRED_FIELD_MISSING", "Question is required."];
    run.done++;
    run.failures += fails ? 1 : 0;
    queue.settle(next, fails ? "Failed" : "Success");
    tell(run);
    setTimeout(() => step(run), PACE);
  };

  let background = false;
  const state = () => ({
    background,
    running: running(),
    last: jobs.find(({ kind, finishedAt }) => kind === "process" && finishedAt !== null) ?? null,
    queued: due().length,
    nextRetryAt:
      due()
        .flatMap(({ nextAttemptAt }) => nextAttemptAt ?? [])
        .sort()[0] ?? null,
  });

  return {
    "processor.setBackground": ({ on }) => {
      background = on;
      return state();
    },
    "processor.state": state,
    "processor.run": ({ lookbackDays }) => {
      const run = add("process", `Sync Processor run, last ${lookbackDays ?? 60} days`, due().length);
      setTimeout(() => step(run), PACE);
      return run;
    },
    "jobs.list": () => jobs,
    "jobs.get": ({ id }) => job(id),
    "jobs.cancel": ({ id }) => {
      finish(job(id), "canceled", { process: summary(job(id)) });
      return job(id);
    },
    "workspace.createSample": ({ storePath, transactions }) => {
      const made = add("sample", "Making a sample", transactions);
      const work = setInterval(() => {
        made.done += Math.ceil((transactions ?? SAMPLE_SIZE) / SAMPLE_STEPS);
        if (made.state === "running" && made.done < (transactions ?? SAMPLE_SIZE)) {
          tell(made);
          return;
        }
        clearInterval(work);
        if (made.state !== "running") return;
        onSample(storePath);
        finish(made, "completed", { process: summary(made) });
      }, SAMPLE_STEP);
      return made;
    },
    "data.import": ({ files }) => {
      const started = add("import", `Import of ${files.length} files`, 1200);
      setTimeout(() => {
        Object.assign(started, { done: 1200, failures: 2 });
        finish(started, "completedWithFailures", { import: { files: files.map(fileReport) } });
      }, 1500);
      return started;
    },
    "data.export": ({ out }) => {
      const started = add("export", `Export to ${out}`, queue.all.size);
      setTimeout(() => {
        started.done = queue.all.size;
        const report = {
          files: [out],
          transactions: queue.all.size,
          items: queue.all.size * 2,
          logEntries: 40,
        };
        finish(started, "completed", { export: report });
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
