import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Job } from "../../bindings/Job";
import type { JobResult } from "../../bindings/JobResult";
import { type Handlers, refusal } from "../fake-platform";

/** What a job came to so far. */
type ResultOf = (job: Job) => JobResult | null;

/** The jobs of a console in memory. */
export interface Jobs {
  /** Newest first. */
  all: Job[];
  /** Adds a job that is at work; `resultOf` says what came of it, however it ends. */
  add: (kind: Job["kind"], title: string, total: number | null, resultOf: ResultOf) => Job;
  tell: (job: Job) => void;
  finish: (job: Job, state: Job["state"]) => void;
  handlers: Handlers;
}

export function makeJobs(emit: (event: ConsoleEvent) => void): Jobs {
  const all: Job[] = [];
  const results = new Map<number, ResultOf>();
  const tell = (job: Job) => emit({ type: "jobChanged", data: structuredClone(job) });
  const found = (id: number) => {
    const job = all.find((other) => other.id === id);
    if (!job) throw refusal("notFound", `The job "${id}" is not in this workspace.`);
    return job;
  };
  const add: Jobs["add"] = (kind, title, total, resultOf) => {
    const job: Job = {
      id: all.length + 1,
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
    all.unshift(job);
    results.set(job.id, resultOf);
    tell(job);
    return job;
  };
  const finish: Jobs["finish"] = (job, state) => {
    Object.assign(job, { state, finishedAt: new Date().toISOString() });
    job.result = results.get(job.id)?.(job) ?? null;
    tell(job);
  };
  return {
    all,
    add,
    tell,
    finish,
    handlers: {
      "jobs.list": () => all,
      "jobs.get": ({ id }) => found(id),
      "jobs.cancel": ({ id }) => {
        finish(found(id), "canceled");
        return found(id);
      },
    },
  };
}
