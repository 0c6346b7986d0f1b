import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Decision } from "../../bindings/Decision";
import type { ErrorGroup } from "../../bindings/ErrorGroup";
import type { ErrorGroupState } from "../../bindings/ErrorGroupState";
import type { ErrorGroupValues } from "../../bindings/ErrorGroupValues";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { type Handlers, refusal } from "../fake-platform";
import { FIRST_GROUP } from "./make-transaction";
import type { Queue } from "./queue";

const DAY = 86_400_000;
/** Days of the trend. */
const DAYS = 14;

/** How a group stands. */
type Standing = Pick<
  ErrorGroup,
  "state" | "isKnown" | "snoozedUntil" | "assignee" | "note" | "version" | "clearedAt" | "regressedAt"
>;

/** How the groups stand at first, in the order of the errors; those that are not named are new. */
const STATES: (ErrorGroupState | undefined)[] = ["new", "known", "regressed", "new", "snoozed"];

/** The failures of a queue in memory by kind, and what is decided about them. */
export function errorGroupHandlers(queue: Queue, emit: (event: ConsoleEvent) => void): Handlers {
  const decisions = new Map<number, Standing>();
  const decided = (id: number) => decisions.get(id) ?? firstDecision(STATES[id - FIRST_GROUP] ?? "new");
  const history = new Map<number, Decision[]>();
  const note = (id: number, before: ErrorGroup, values: ErrorGroupValues) => {
    const changed = (Object.keys(values) as (keyof ErrorGroupValues)[]).filter(
      (field) => before[field] !== values[field],
    );
    const noted = changed.map((field) => ({
      decidedAt: new Date().toISOString(),
      actor: "sam",
      field,
      oldValue: JSON.stringify(before[field]),
      newValue: JSON.stringify(values[field]),
    }));
    history.set(id, [...noted, ...(history.get(id) ?? [])]);
  };
  const members = () => {
    const groups = new Map<number, TransactionDetail[]>();
    for (const detail of queue.all.values()) {
      if (detail.errorGroup === null) continue;
      groups.set(detail.errorGroup, [...(groups.get(detail.errorGroup) ?? []), detail]);
    }
    return groups;
  };
  const groupOf = (id: number, of: TransactionDetail[]): ErrorGroup => ({
    id,
    ...counted(of),
    ...decided(id),
  });
  const found = (id: number) => {
    const of = members().get(id);
    if (!of) throw refusal("notFound", `The error group "${id}" is not in this workspace.`);
    return groupOf(id, of);
  };
  return {
    "errorGroups.list": () => ({
      groups: [...members()]
        .map(([id, of]) => groupOf(id, of))
        .sort((a, b) => b.lastSeen.localeCompare(a.lastSeen)),
    }),
    "errorGroups.get": ({ id }) => found(id),
    "decisions.list": ({ kind, id }) => (kind === "errorGroup" ? (history.get(id) ?? []) : []),
    "errorGroups.save": ({ id, expectedVersion, values: { isKnown, ...values } }) => {
      const before = found(id);
      if (expectedVersion !== before.version) {
        throw refusal(
          "conflict",
          "The error group was changed by someone else meanwhile; look at the current values and decide again.",
          before,
        );
      }
      const snoozed = values.snoozedUntil !== null && Date.parse(values.snoozedUntil) > Date.now();
      const state = snoozed ? "snoozed" : isKnown ? "known" : "new";
      const regressedAt = isKnown ? null : before.regressedAt;
      note(id, before, { isKnown, ...values });
      decisions.set(id, {
        ...decided(id),
        ...values,
        isKnown,
        state,
        regressedAt,
        version: before.version + 1,
      });
      emit({ type: "errorGroupsChanged" });
      return found(id);
    },
  };
}

function firstDecision(state: ErrorGroupState): Standing {
  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  return {
    state,
    isKnown: state !== "new",
    snoozedUntil: state === "snoozed" ? ago(-5) : null,
    assignee: state === "known" ? "Ada" : null,
    note: state === "known" ? "The nightly alignment holds the accounts until 02:00." : null,
    version: state === "new" ? 0 : 1,
    clearedAt: null,
    regressedAt: state === "regressed" ? ago(1) : null,
  };
}

function counted(of: TransactionDetail[]) {
  const newest = of.toSorted((a, b) => seen(b).localeCompare(seen(a)));
  const [last] = newest;
  const error = last?.logEntries[0];
  const count = (...statuses: string[]) =>
    of.filter(({ transaction }) => statuses.includes(transaction.Status)).length;
  const different = (of: string[]) => new Set(of).size;
  return {
    errorCode: last?.errorCode ?? "",
    objectName: error?.ObjectName ?? null,
    fieldName: error?.FieldName ?? null,
    pattern: (last?.errorMessage ?? "").replace(/"[^"]*"/g, "…").replace(/\b\d\w*/g, "#"),
    sampleMessage: last?.errorMessage ?? "",
    sample: last?.transaction.Id ?? null,
    firstSeen: seen(newest.at(-1)),
    lastSeen: seen(last),
    failed: count("Failed"),
    queued: count("New", "Retry", "InProgress"),
    transactions: of.length,
    failures: of.length,
    users: different(of.map(({ transaction }) => transaction.OwnerId)),
    devices: different(of.map(({ transaction }) => transaction.DeviceIdentifier)),
    trend: trendOf(of),
  };
}

function seen(detail: TransactionDetail | undefined): string {
  return detail?.attempts[0]?.startedAt ?? detail?.transaction.CreatedDate ?? new Date().toISOString();
}

function trendOf(of: TransactionDetail[]): number[] {
  const today = Math.floor(Date.now() / DAY);
  const days = of.map((detail) => Math.floor(Date.parse(seen(detail)) / DAY));
  return Array.from(
    { length: DAYS },
    (_, at) => days.filter((day) => day === today - (DAYS - 1 - at)).length,
  );
}
