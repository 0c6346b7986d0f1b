import type { ActionRequest } from "../../bindings/ActionRequest";
import type { ActionAnswers } from "../../bindings/ActionAnswers";
import type { ActionResult } from "../../bindings/ActionResult";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Status } from "../../bindings/Status";
import type { StatusCounts } from "../../bindings/StatusCounts";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { type TransactionAction, whyNot } from "../../features/transactions/actions/rules";
import { type Handlers, refusal } from "../fake-platform";
import { checkEdit, saveEdit } from "./edit";
import { makeTransaction } from "./make-transaction";
import { OBJECTS } from "./org";
import { bySort, meets, rowOf } from "./rows";

/** A queue in memory. */
export interface Queue {
  all: Map<string, TransactionDetail>;
  counts: () => StatusCounts;
  /** Changes a transaction and tells it. */
  settle: (detail: TransactionDetail, status: Status) => void;
  add: (detail: TransactionDetail) => void;
  /** By Id, Name or OfflineUniqueIdentifier. */
  find: (key: string) => TransactionDetail;
  handlers: Handlers;
}

const ACTOR = "sam";

export function makeQueue(size: number, emit: (event: ConsoleEvent) => void): Queue {
  const all = new Map<string, TransactionDetail>();
  for (let number = 1; number <= size; number++) {
    const detail = makeTransaction(number, ((size - number) * 24 * 30) / size);
    all.set(detail.transaction.Id, detail);
  }
  const tell = (ids: string[]) => emit({ type: "transactionsChanged", data: ids });
  const found = (key: string) => {
    const detail =
      all.get(key) ??
      [...all.values()].find(
        ({ transaction }) => transaction.Name === key || transaction.OfflineUniqueIdentifier === key,
      );
    if (!detail) throw refusal("notFound", `The transaction "${key}" is not in this workspace.`);
    return detail;
  };

  const settle = (detail: TransactionDetail, status: Status) => {
    setStatus(detail, status, "console 4711", "");
    tell([detail.transaction.Id]);
  };

  const act = (
    action: TransactionAction,
    status: Status | null,
    { targets, reason }: ActionRequest,
  ): ActionAnswers => {
    const answers = targets.map(({ id, expectedVersion }): ActionAnswers["answers"][number] => {
      const detail = all.get(id);
      return {
        id,
        result: detail ? actOn(detail, action, status, expectedVersion, reason) : { kind: "notFound" },
      };
    });
    tell(targets.map(({ id }) => id));
    return { answers };
  };

  const counts = () => countsOf(all.values());
  const handlers: Handlers = {
    "transactions.list": ({ filter, sort, cursor, limit }) => {
      const matching = [...all.values()].filter((detail) => meets(detail, filter)).sort(bySort(sort));
      const at = cursor === null ? 0 : Number(cursor);
      const next = at + limit < matching.length ? String(at + limit) : null;
      return { rows: matching.slice(at, at + limit).map(rowOf), next };
    },
    "transactions.rows": ({ ids }) => ids.flatMap((id) => all.get(id) ?? []).map(rowOf),
    "transactions.count": ({ filter, atMost }) => {
      const count = [...all.values()].filter((detail) => meets(detail, filter)).length;
      return { count: Math.min(count, atMost), more: count > atMost };
    },
    "transactions.counts": counts,
    "transactions.filterOptions": () => ({
      objects: OBJECTS.map(({ name }) => name),
      errorCodes: [...new Set([...all.values()].flatMap(({ errorCode }) => errorCode ?? []))],
    }),
    "transactions.get": ({ key }) => found(key),
    "transactions.checkEdit": (edit) => checkEdit(found(edit.id), edit),
    "transactions.edit": (request) => {
      const answer = saveEdit(found(request.edit.id), request);
      tell([request.edit.id]);
      return answer;
    },
    "transactions.ignore": (request) => act("ignore", "Canceled", request),
    "transactions.retry": (request) => act("retry", "Retry", request),
    "transactions.markManual": (request) => act("markManual", "Manual", request),
    "transactions.markResolved": (request) => act("markResolved", "Success", request),
    "transactions.comment": (request) => act("comment", null, request),
    "transactions.log": ({ id, message, exceptionCode }) => {
      const detail = found(id);
      const [last] = makeTransaction(7, 0, "Failed").logEntries;
      if (last) {
        detail.logEntries.unshift({
          ...last,
          Id: `${id}-${detail.version}`,
          ExceptionLog: message,
          ExceptionCode: exceptionCode,
        });
      }
      detail.version++;
      tell([id]);
      return detail;
    },
  };
  const add = (detail: TransactionDetail) => {
    all.set(detail.transaction.Id, detail);
    tell([detail.transaction.Id]);
  };
  return { all, counts, settle, add, find: found, handlers };
}

function actOn(
  detail: TransactionDetail,
  action: TransactionAction,
  status: Status | null,
  expected: number | null,
  reason: string,
): ActionResult {
  const current = detail.transaction.Status;
  if (expected !== null && expected !== detail.version) return { kind: "conflict", version: detail.version };
  const refused = whyNot(action, current);
  if (refused !== null) return { kind: "notAllowed", status: current, reason: refused };
  if (status === null) {
    detail.comments.unshift({ writtenAt: new Date().toISOString(), author: ACTOR, text: reason });
    detail.version++;
  } else {
    setStatus(detail, status, ACTOR, reason);
  }
  return { kind: "done", status: detail.transaction.Status };
}

function setStatus(detail: TransactionDetail, status: Status, actor: string, reason: string) {
  const changedAt = new Date().toISOString();
  const oldValue = detail.transaction.Status;
  detail.history.unshift({
    changedAt,
    actor,
    itemId: null,
    field: "Status",
    oldValue,
    newValue: status,
    reason,
  });
  detail.transaction.Status = status;
  detail.transaction.LastModifiedDate = changedAt;
  detail.nextAttemptAt = status === "Retry" ? changedAt : null;
  if (status === "Success") {
    [detail.errorCode, detail.errorGroup, detail.errorMessage] = [null, null, null];
  }
  detail.version++;
}

function countsOf(all: Iterable<TransactionDetail>): StatusCounts {
  const counts: StatusCounts = {
    Waiting: 0,
    New: 0,
    InProgress: 0,
    Retry: 0,
    Success: 0,
    Failed: 0,
    Canceled: 0,
    Manual: 0,
  };
  for (const { transaction } of all) counts[transaction.Status]++;
  return counts;
}
