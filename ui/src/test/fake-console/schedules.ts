import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Schedule } from "../../bindings/Schedule";
import { type Handlers, refusal } from "../fake-platform";
import { nextTimes, previewCron } from "./cron";

const DAY = 86_400_000;

/** Schedules in memory. */
export interface Schedules {
  /** When the next run begins and by which schedule. */
  next: () => { nextRunAt: string | null; nextSchedule: string | null };
  handlers: Handlers;
}

/** The template, and one clone that runs every night. */
export function makeSchedules(emit: (event: ConsoleEvent) => void, withClone: boolean): Schedules {
  const template: Schedule = {
    id: 1,
    name: "Sync Processor Scheduler",
    cron: "0 1 * * *",
    words: previewCron("0 1 * * *").words,
    lookbackDays: 60,
    isActive: false,
    isTemplate: true,
    createdAt: new Date(Date.now() - 90 * DAY).toISOString(),
    lastRunAt: null,
    nextRunAt: null,
    version: 1,
  };
  let all: Schedule[] = [template];
  if (withClone) {
    all.push(
      planned({
        ...template,
        id: 2,
        name: "Nightly sync",
        isTemplate: false,
        isActive: true,
        lastRunAt: new Date(Math.floor(Date.now() / DAY) * DAY + DAY / 24).toISOString(),
      }),
    );
  }

  const found = (id: number, expectedVersion: number | null) => {
    const schedule = all.find((one) => one.id === id);
    if (!schedule) throw refusal("notFound", `The schedule "${id}" is not in this workspace.`);
    if (expectedVersion !== null && expectedVersion !== schedule.version) {
      throw refusal(
        "conflict",
        `${schedule.name} was changed by someone else meanwhile; look at it as it is now and decide again.`,
      );
    }
    return schedule;
  };
  const changed = (before: Schedule, change: Partial<Schedule>): Schedule => {
    const after = planned({ ...before, ...change, version: before.version + 1 });
    all = all.map((one) => (one === before ? after : one));
    emit({ type: "schedulesChanged" });
    return after;
  };

  return {
    next: () => {
      const [first] = all
        .flatMap(({ name, nextRunAt }) => (nextRunAt === null ? [] : { nextRunAt, nextSchedule: name }))
        .sort((a, b) => a.nextRunAt.localeCompare(b.nextRunAt));
      return first ?? { nextRunAt: null, nextSchedule: null };
    },
    handlers: {
      "schedules.list": () => all,
      "schedules.preview": ({ cron }) => previewCron(cron),
      "schedules.clone": ({ id, name }) => {
        const made: Schedule = {
          ...found(id, null),
          id: Math.max(...all.map((one) => one.id)) + 1,
          name,
          isTemplate: false,
          isActive: false,
          createdAt: new Date().toISOString(),
          lastRunAt: null,
          nextRunAt: null,
          version: 1,
        };
        all.push(made);
        emit({ type: "schedulesChanged" });
        return made;
      },
      "schedules.save": ({ id, expectedVersion, name, cron, lookbackDays }) =>
        changed(found(id, expectedVersion), { name, cron, lookbackDays, words: previewCron(cron).words }),
      "schedules.setActive": ({ id, expectedVersion, isActive }) =>
        changed(found(id, expectedVersion), { isActive }),
      "schedules.delete": ({ id, expectedVersion }) => {
        const gone = found(id, expectedVersion);
        all = all.filter((one) => one !== gone);
        emit({ type: "schedulesChanged" });
        return {};
      },
    },
  };
}

function planned(schedule: Schedule): Schedule {
  return { ...schedule, nextRunAt: schedule.isActive ? (nextTimes(schedule.cron, 1)[0] ?? null) : null };
}
