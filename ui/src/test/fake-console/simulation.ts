import type { AttemptOutcome } from "../../bindings/AttemptOutcome";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { EditRequest } from "../../bindings/EditRequest";
import type { GovernorLimits } from "../../bindings/GovernorLimits";
import type { ItemSimulation } from "../../bindings/ItemSimulation";
import type { Job } from "../../bindings/Job";
import type { SimulateManyRequest } from "../../bindings/SimulateManyRequest";
import type { SimulationBucket } from "../../bindings/SimulationBucket";
import type { SimulationReport } from "../../bindings/SimulationReport";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import type { TransactionSimulation } from "../../bindings/TransactionSimulation";
import { plainText } from "../../features/transactions/payload/field-text";
import { fieldsOf } from "../../features/transactions/payload/payload";
import { type Handlers, refusal } from "../fake-platform";
import { checkEdit } from "./edit";
import type { Jobs } from "./jobs";
import { usageOf } from "./limits";
import type { Queue } from "./queue";
import { meets } from "./rows";

/** Transactions simulated in a step, and milliseconds for each step. */
const STEP = 40;
const PACE = 40;
/** Transactions that a bucket names. */
const SAMPLE = 5;

/** Simulations over a queue in memory: the errors of the check, or those that a transaction has. */
export function simulationHandlers(
  queue: Queue,
  jobs: Jobs,
  limits: () => GovernorLimits,
  emit: (event: ConsoleEvent) => void,
): Handlers {
  const simulated = new Map<number, Map<string, AttemptOutcome>>();
  const found = (id: string) => {
    const detail = queue.all.get(id);
    if (!detail) throw refusal("notFound", `The transaction "${id}" is not in this workspace.`);
    return detail;
  };

  const begin = (request: SimulateManyRequest): Job => {
    const asked = scopeOf(queue, request);
    const can = asked.filter(({ transaction }) => transaction.Status !== "Success");
    const done: TransactionSimulation[] = [];
    const outcomes = new Map<string, AttemptOutcome>();
    const job = jobs.add("simulate", `Simulation of ${asked.length} transactions`, can.length, () => ({
      simulation: reportOf(queue, asked.length, asked.length - can.length, done, limits()),
    }));
    simulated.set(job.id, outcomes);
    const step = () => {
      if (job.state !== "running") return;
      for (const detail of can.slice(job.done, job.done + STEP)) {
        const one = simulate(detail, null, limits());
        done.push(one);
        outcomes.set(one.id, one.outcome);
        if (one.outcome !== "Success") job.failures++;
      }
      job.done = done.length;
      if (done.length === can.length) jobs.finish(job, "completed");
      else {
        jobs.tell(job);
        setTimeout(step, PACE);
      }
    };
    setTimeout(step, PACE);
    return job;
  };

  return {
    "simulation.one": ({ id, edit }) => {
      const detail = found(id);
      const one = simulate(detail, edit, limits());
      const [model] = detail.logEntries;
      if (one.outcome === "Failed" && model) {
        const at = new Date().toISOString();
        detail.logEntries.unshift({
          ...model,
          Id: `${id}-simulated-${detail.logEntries.length}`,
          CreatedDate: at,
          CreatedById: "sam",
          IsSimulated: true,
        });
        emit({ type: "transactionsChanged", data: [id] });
      }
      return one;
    },
    "simulation.many": begin,
    "simulation.retrySucceeding": async ({ jobId, reason }) => {
      const outcomes = simulated.get(jobId);
      if (!outcomes) throw refusal("notFound", `The job "${jobId}" is not in this workspace.`);
      const targets = [...outcomes]
        .filter(([, outcome]) => outcome === "Success")
        .map(([id]) => ({ id, expectedVersion: queue.all.get(id)?.version ?? null }));
      const retry = queue.handlers["transactions.retry"];
      return (await retry?.({ targets, reason })) ?? { answers: [] };
    },
  };
}

function scopeOf(queue: Queue, { ids, filter, wholeQueue }: SimulateManyRequest): TransactionDetail[] {
  const all = [...queue.all.values()];
  if (wholeQueue) return all.filter(({ transaction: t }) => ["New", "Retry"].includes(t.Status));
  if (filter) return all.filter((detail) => meets(detail, filter));
  return (ids ?? []).flatMap((id) => queue.all.get(id) ?? []);
}

/** One in three that failed was mended in the org meanwhile. */
function isMended({ transaction }: TransactionDetail): boolean {
  return (transaction.Sequence ?? 0) % 3 === 0;
}

function simulate(
  detail: TransactionDetail,
  edit: EditRequest | null,
  limits: GovernorLimits,
): TransactionSimulation {
  const { transaction, errorCode, errorMessage } = detail;
  const items =
    edit?.items ?? detail.items.map(({ Id }) => ({ itemId: Id, fieldValues: null, recordIdentifier: null }));
  const problems = edit ? checkEdit(detail, { id: transaction.Id, fields: [], items }).problems : [];
  const known = edit === null && errorCode !== null && !isMended(detail);
  const fails = known || problems.length > 0;
  const firstEntry = detail.logEntries.find(({ IsSimulated }) => !IsSimulated);
  return {
    id: transaction.Id,
    name: transaction.Name,
    outcome: fails ? (errorCode === "UNABLE_TO_LOCK_ROW" ? "Retry" : "Failed") : "Success",
    reason: fails ? (problems[0]?.message ?? errorMessage) : null,
    items: detail.items.map((item, at): ItemSimulation => {
      const own = problems.filter(({ itemId }) => itemId === item.Id);
      const after = edit?.items.find(({ itemId }) => itemId === item.Id)?.fieldValues ?? item.FieldValues;
      return {
        itemId: item.Id,
        objectName: item.ObjectName,
        operation: item.OperationType,
        order: at + 1,
        recordId: item.RecordIdentifier,
        fields: fails
          ? []
          : fieldsOf(after).map(({ name, json }) => ({
              field: name,
              before: item.OperationType === "update" ? "" : null,
              after: plainText(json),
            })),
        others: [],
        errors: [
          ...own.map(({ code, message, field }) => ({
            code,
            message,
            objectName: item.ObjectName,
            fieldName: field,
            value: null,
          })),
          ...(known && at === 0
            ? [
                {
                  code: errorCode,
                  message: errorMessage ?? "",
                  objectName: item.ObjectName,
                  fieldName: firstEntry?.FieldName ?? null,
                  value: firstEntry?.Value ?? null,
                },
              ]
            : []),
        ],
      };
    }),
    usage: usageOf(detail),
    limits,
    withEdit: edit !== null,
  };
}

function reportOf(
  queue: Queue,
  total: number,
  skipped: number,
  done: TransactionSimulation[],
  limits: GovernorLimits,
): SimulationReport {
  const buckets = new Map<string, SimulationBucket>();
  for (const { id, name, outcome, reason, items } of done) {
    const error = items.flatMap(({ errors }) => errors)[0];
    const key = [outcome, error?.code, error?.objectName, error?.fieldName].join(" ");
    const bucket = buckets.get(key) ?? {
      outcome,
      errorCode: error?.code ?? null,
      objectName: error?.objectName ?? null,
      fieldName: error?.fieldName ?? null,
      message: reason,
      count: 0,
      sample: [],
    };
    bucket.count++;
    const status = queue.all.get(id)?.transaction.Status ?? "New";
    if (bucket.sample.length < SAMPLE) bucket.sample.push({ id, name, status });
    buckets.set(key, bucket);
  }
  const rank = ({ outcome, count }: SimulationBucket) => (outcome === "Success" ? -Infinity : -count);
  const most = (name: keyof GovernorLimits) => Math.max(0, ...done.map(({ usage }) => usage[name]));
  return {
    total,
    simulated: done.length,
    skipped,
    wouldSucceed: done.filter(({ outcome }) => outcome === "Success").length,
    buckets: [...buckets.values()].sort((a, b) => rank(a) - rank(b)),
    mostUsage: {
      queries: most("queries"),
      statements: most("statements"),
      rows: most("rows"),
      cpuMs: most("cpuMs"),
      heapBytes: most("heapBytes"),
    },
    limits,
  };
}
