import { rpc } from "../../../api/rpc";
import { RpcError } from "../../../api/rpc-error";
import type { ActionResult } from "../../../bindings/ActionResult";
import type { TransactionLogRequest } from "../../../bindings/TransactionLogRequest";
import type { ActionTarget, TransactionAction } from "./rules";

/** What the admin wrote: the reason, and what a log entry says. */
export interface ActionInput {
  reason: string;
  log?: Omit<TransactionLogRequest, "id" | "reason">;
}

/** What became of one transaction; `notAsked` when the run ended before its turn. */
export interface Answer {
  target: ActionTarget;
  result: ActionResult | { kind: "notAsked" };
}

/** What became of all of them. */
export interface RunResult {
  answers: Answer[];
  /** What ended the run early. */
  error: RpcError | null;
}

/** Transactions in one request: far below the console's limit, so that progress shows. */
const AT_A_TIME = 200;

const COMMANDS = {
  retry: "transactions.retry",
  ignore: "transactions.ignore",
  markManual: "transactions.markManual",
  markResolved: "transactions.markResolved",
  comment: "transactions.comment",
} as const;

/**
 * Does an action to transactions, in portions. An error ends the run: what was done stays done, the rest is
 * answered with `notAsked`. So it is when `signal` says stop.
 */
export async function runAction(
  action: TransactionAction,
  targets: ActionTarget[],
  input: ActionInput,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<RunResult> {
  const answers: Answer[] = [];
  let error: RpcError | null = null;
  const portion = action === "log" ? 1 : AT_A_TIME;
  while (answers.length < targets.length && !signal.aborted) {
    const next = targets.slice(answers.length, answers.length + portion);
    try {
      answers.push(...(await ask(action, next, input)));
    } catch (thrown) {
      error = RpcError.from(thrown);
      break;
    }
    onProgress(answers.length);
  }
  const rest = targets
    .slice(answers.length)
    .map<Answer>((target) => ({ target, result: { kind: "notAsked" } }));
  return { answers: [...answers, ...rest], error };
}

async function ask(
  action: TransactionAction,
  targets: ActionTarget[],
  input: ActionInput,
): Promise<Answer[]> {
  if (action === "log") return Promise.all(targets.map((target) => log(target, input)));
  const request = {
    targets: targets.map(({ id, version }) => ({ id, expectedVersion: version })),
    reason: input.reason,
  };
  const { answers } = await rpc(COMMANDS[action], request);
  const results = new Map(answers.map(({ id, result }) => [id, result]));
  return targets.map((target) => ({ target, result: results.get(target.id) ?? { kind: "notFound" } }));
}

async function log(target: ActionTarget, { reason, log: entry }: ActionInput): Promise<Answer> {
  const nothing = {
    itemId: null,
    exceptionCode: null,
    objectName: null,
    fieldName: null,
    value: null,
    message: "",
  };
  try {
    const { transaction } = await rpc("transactions.log", { ...nothing, ...entry, id: target.id, reason });
    return { target, result: { kind: "done", status: transaction.Status } };
  } catch (thrown) {
    const error = RpcError.from(thrown);
    if (error.code === "notFound") return { target, result: { kind: "notFound" } };
    throw error;
  }
}
