import type { BulkAction } from "../../bindings/BulkAction";
import type { BulkDetail } from "../../bindings/BulkDetail";
import type { BulkPreview } from "../../bindings/BulkPreview";
import type { BulkRefusal } from "../../bindings/BulkRefusal";
import type { BulkScope } from "../../bindings/BulkScope";
import type { Job } from "../../bindings/Job";
import type { PatchRule } from "../../bindings/PatchRule";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { type TransactionAction, whyNot } from "../../features/transactions/actions/rules";
import { fieldsOf, findField } from "../../features/transactions/payload/payload";
import { type Handlers, refusal } from "../fake-platform";
import type { Jobs } from "./jobs";
import type { Queue } from "./queue";
import { meets } from "./rows";

/** Milliseconds until a job has ended. */
const PACE = 40;
/** Transactions of a patch that a preview looks at. */
const PREVIEWED = 500;

/** Actions on many transactions of a queue in memory, with what is needed to take them back. */
export function bulkHandlers(queue: Queue, jobs: Jobs): Handlers {
  const kept: BulkDetail[] = [];
  const before = new Map<number, Map<string, string>>();
  const found = (id: number) => {
    const detail = kept.find(({ job }) => job.id === id);
    if (!detail) throw refusal("notFound", `The bulk job "${id}" is not in this workspace.`);
    return detail;
  };
  const scoped = (scope: BulkScope): TransactionDetail[] => {
    switch (scope.kind) {
      case "ids":
        return scope.targets.flatMap(({ id }) => queue.all.get(id) ?? []);
      case "filter":
        return [...queue.all.values()].filter((detail) => meets(detail, scope.filter));
      case "held":
        return [];
      case "journal":
        return [...(before.get(scope.job)?.keys() ?? [])].flatMap((id) => queue.all.get(id) ?? []);
    }
  };

  const begin = (action: BulkAction, scope: BulkScope, reason: string): Job => {
    const all = scoped(scope);
    const { allowed, refusals } = split(action, all);
    const detail: BulkDetail = {
      job: {
        id: kept.length + 1,
        action,
        title: `${action.kind} of ${all.length} transactions`,
        actor: "sam",
        reason,
        state: "running",
        total: all.length,
        done: 0,
        refused: 0,
        followed: 0,
        startedAt: new Date().toISOString(),
        endedAt: null,
        note: null,
        undoneBy: null,
        journalPrunedAt: null,
        held: 0,
      },
      refusals,
    };
    kept.unshift(detail);
    const job = jobs.add("bulk", detail.job.title, all.length, () => ({ bulk: detail }));
    setTimeout(() => {
      const refused = all.length - allowed.length;
      before.set(detail.job.id, new Map(allowed.map((one) => [one.transaction.Id, imageOf(one)])));
      allowed.forEach((one) => act(one, action));
      Object.assign(detail.job, {
        state: refused > 0 ? "completedWithFailures" : "completed",
        done: allowed.length,
        refused,
        endedAt: new Date().toISOString(),
      });
      Object.assign(job, { done: all.length, failures: refused });
      jobs.finish(job, refused > 0 ? "completedWithFailures" : "completed");
    }, PACE);
    return job;
  };

  const act = (one: TransactionDetail, action: BulkAction) => {
    switch (action.kind) {
      case "retry":
        queue.settle(one, "Retry");
        return;
      case "ignore":
        queue.settle(one, "Canceled");
        return;
      case "markManual":
        queue.settle(one, "Manual");
        return;
      case "assign":
        one.assignee = action.assignee;
        return;
      case "patch":
        one.items.forEach((item) => (item.FieldValues = patched(item.FieldValues, action.rule)));
        return;
      case "undo": {
        const image = before.get(action.of)?.get(one.transaction.Id);
        if (image !== undefined) restore(queue, one, image);
        return;
      }
      case "comment":
        return;
    }
  };

  return {
    "bulk.preview": ({ action, scope, after }) => preview(action, scoped(scope), after ?? 0),
    "bulk.start": ({ action, scope, reason }) => begin(action, scope, reason),
    "bulk.undo": ({ id, reason }) => {
      const { job } = found(id);
      job.undoneBy = kept.length + 1;
      return begin({ kind: "undo", of: id }, { kind: "journal", job: id }, reason);
    },
    "bulk.list": ({ limit }) => ({
      jobs: kept.slice(0, limit).map(({ job }) => job),
      hasMore: kept.length > limit,
    }),
    "bulk.get": ({ id }) => found(id),
  };
}

function split(action: BulkAction, all: TransactionDetail[]) {
  const refusals = new Map<string, BulkRefusal>();
  const allowed = all.filter(({ transaction: { Id, Name, Status } }) => {
    const byStatus = ["retry", "ignore", "markManual"].includes(action.kind)
      ? whyNot(action.kind as TransactionAction, Status)
      : null;
    if (byStatus === null) return true;
    const same = refusals.get(byStatus) ?? { kind: "status", reason: byStatus, count: 0, sample: [] };
    same.count++;
    if (same.sample.length < 3) same.sample.push({ id: Id, name: Name, status: Status });
    refusals.set(byStatus, same);
    return false;
  });
  return { allowed, refusals: [...refusals.values()] };
}

function preview(action: BulkAction, all: TransactionDetail[], after: number): BulkPreview {
  const { allowed, refusals } = split(action, all);
  const byStatus: BulkPreview["byStatus"] = {
    Waiting: 0,
    New: 0,
    InProgress: 0,
    Retry: 0,
    Success: 0,
    Failed: 0,
    Canceled: 0,
    Manual: 0,
  };
  for (const { transaction } of all) byStatus[transaction.Status]++;
  const looked = all.slice(after, after + PREVIEWED);
  const patches = action.kind === "patch" ? looked.flatMap((one) => patchOf(one, action.rule)) : [];
  const changing =
    action.kind === "patch" ? new Set(patches.map((row) => row.transaction.id)).size : allowed.length;
  return {
    total: all.length,
    changing,
    byStatus,
    refusals,
    lookedAt: looked.length,
    patched: patches,
    next: action.kind === "patch" && after + PREVIEWED < all.length ? after + PREVIEWED : null,
  };
}

function patchOf({ transaction, items }: TransactionDetail, rule: PatchRule): BulkPreview["patched"] {
  return items
    .filter(({ ObjectName }) => ObjectName === rule.objectName)
    .flatMap((item) => {
      const after = patched(item.FieldValues, rule);
      const valueIn = (payload: string | null) => findField(fieldsOf(payload), rule.field)?.json ?? null;
      if (after === item.FieldValues) return [];
      return {
        transaction: { id: transaction.Id, name: transaction.Name, status: transaction.Status },
        itemId: item.Id,
        before: valueIn(item.FieldValues),
        after: valueIn(after),
        problem: null,
      };
    });
}

/** Setting and removing: enough to look at. */
function patched(payload: string | null, { field, change }: PatchRule): string | null {
  if (payload === null) return null;
  const values = new Map(Object.entries(JSON.parse(payload) as Record<string, unknown>));
  if (change.kind === "set") values.set(field, JSON.parse(change.value));
  if (change.kind === "remove") values.delete(field);
  return JSON.stringify(Object.fromEntries(values));
}

function imageOf({ transaction, items }: TransactionDetail): string {
  return JSON.stringify({
    status: transaction.Status,
    payloads: items.map(({ FieldValues }) => FieldValues),
  });
}

function restore(queue: Queue, one: TransactionDetail, image: string) {
  const { status, payloads } = JSON.parse(image) as {
    status: TransactionDetail["transaction"]["Status"];
    payloads: (string | null)[];
  };
  one.items.forEach((item, at) => (item.FieldValues = payloads[at] ?? null));
  queue.settle(one, status);
}
