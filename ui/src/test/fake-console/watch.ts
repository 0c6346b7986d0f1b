import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { Notice } from "../../bindings/Notice";
import type { WatchView } from "../../bindings/WatchView";
import type { Handlers } from "../fake-platform";
import { changes, expectVersion } from "./settings";
import { WATCH_FIELDS } from "./setting-fields";

const HOUR = 3_600_000;

function ago(hours: number): string {
  return new Date(Date.now() - hours * HOUR).toISOString();
}

/** A notice of each kind, newest first; the last one is read and over. */
export function someNotices(): Notice[] {
  const open = { endedAt: null, readAt: null };
  return [
    {
      ...open,
      id: 5,
      about: {
        kind: "errorGroup",
        groupId: 1001,
        errorCode: "REQUIRED_FIELD_MISSING",
        objectName: "Visit",
        fieldName: "Status",
        pattern: "Required fields are missing: […]",
        failures: 12,
        regressedAt: null,
      },
      title: "New error: REQUIRED_FIELD_MISSING on Visit.Status",
      text: "12 failures: Required fields are missing: […]",
      firstAt: ago(0.5),
      lastAt: ago(0.1),
    },
    {
      ...open,
      id: 4,
      about: { kind: "stuckNew", hours: 24, count: 3, oldest: ago(30), owner: "Anna Fischer" },
      title: "3 transactions stay New",
      text: "New for more than 24 hours. The one that has waited longest belongs to Anna Fischer.",
      firstAt: ago(6),
      lastAt: ago(2),
    },
    {
      ...open,
      id: 3,
      about: { kind: "failureRate", hours: 1, attempts: 120, failed: 40 },
      title: "33 % of the attempts failed",
      text: "40 of 120 attempts ended as Failed in the last 1 hour.",
      firstAt: ago(8),
      lastAt: ago(8),
      endedAt: ago(7),
    },
    {
      ...open,
      id: 2,
      about: { kind: "runMissed", scheduleId: 2, name: "Nightly sync", dueAt: null, runId: 7 },
      title: "Scheduled run missed: Nightly sync",
      text: "It did not begin in time. A later run made up for it.",
      firstAt: ago(10),
      lastAt: ago(10),
    },
    {
      id: 1,
      about: { kind: "runFailed", runId: 6, scheduleId: 2, name: "Nightly sync", error: "the disk is full" },
      title: "Run failed: Nightly sync",
      text: "the disk is full",
      firstAt: ago(34),
      lastAt: ago(34),
      endedAt: ago(10),
      readAt: ago(33),
    },
  ];
}

/** The rules as recommended. */
function watchView(): WatchView {
  return {
    fields: WATCH_FIELDS,
    value: Object.fromEntries(
      WATCH_FIELDS.map(({ name, recommended }) => [name, JSON.parse(recommended)]),
    ) as WatchView["value"],
    version: 0,
    history: [],
    desktop: { state: "available" },
    localZone: "Europe/Berlin, UTC+01:00",
    lastReport: null,
  };
}

/** A watch that looks at nothing, and its inbox. */
export function watchHandlers(emit: (event: ConsoleEvent) => void): Handlers {
  let view = watchView();
  let notices = someNotices();
  const unread = () => notices.filter(({ readAt }) => readAt === null).length;
  const changed = (raised: Notice[] = []) => {
    emit({ type: "noticesChanged", data: raised });
    return { unread: unread() };
  };
  return {
    "watch.read": () => view,
    "watch.write": ({ value, expectedVersion, reason }) => {
      expectVersion(expectedVersion, view.version, "The settings of the watch", view);
      const history = [...changes({ kind: "watch" }, view.value, value, reason), ...view.history];
      view = { ...view, value, version: expectedVersion + 1, history };
      emit({ type: "settingsChanged" });
      return view;
    },
    "watch.test": () => {
      const now = new Date().toISOString();
      const notice: Notice = {
        id: Math.max(0, ...notices.map(({ id }) => id)) + 1,
        about: { kind: "test" },
        title: "Test notice",
        text: "Notices arrive: this is how the console tells you what needs attention.",
        firstAt: now,
        lastAt: now,
        endedAt: now,
        readAt: null,
      };
      notices = [notice, ...notices];
      changed([notice]);
      return { notice, desktop: view.desktop };
    },
    "inbox.list": ({ before, onlyUnread, limit }) => {
      const found = notices
        .filter(({ id }) => before === null || id < before)
        .filter(({ readAt }) => !onlyUnread || readAt === null);
      return { notices: found.slice(0, limit), hasMore: found.length > limit };
    },
    "inbox.count": () => ({ unread: unread() }),
    "inbox.markRead": ({ ids }) => {
      const readAt = new Date().toISOString();
      notices = notices.map((notice) =>
        notice.readAt === null && (ids === null || ids.includes(notice.id)) ? { ...notice, readAt } : notice,
      );
      return changed();
    },
    "inbox.clear": () => {
      notices = notices.filter(({ readAt }) => readAt === null);
      return changed();
    },
  };
}
