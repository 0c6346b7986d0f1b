import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { WorkspaceInfo } from "../../bindings/WorkspaceInfo";
import { type Handlers, refusal } from "../fake-platform";
import { bulkHandlers } from "./bulk";
import { causeHandlers } from "./causes";
import { errorGroupHandlers } from "./error-groups";
import { compare } from "./compare";
import { explain } from "./explain";
import { graphOf } from "./graph";
import { makeJobs } from "./jobs";
import { limitsHandlers } from "./limits";
import { maskHandlers } from "./masks";
import { oddTransactions } from "./odd";
import { orgHandlers } from "./org";
import { overviewOf } from "./overview";
import { peopleHandlers } from "./people";
import { processorHandlers } from "./processor";
import { queryHandlers } from "./query";
import { makeQueue } from "./queue";
import { reportHandlers } from "./report";
import { makeRuns } from "./runs";
import { makeSchedules } from "./schedules";
import { settingsHandlers } from "./settings";
import { simulationHandlers } from "./simulation";
import { watchHandlers } from "./watch";

/** Transactions of the fake. */
const SIZE = 1200;

const SAMPLE: WorkspaceInfo = {
  name: "sample",
  storePath: "/home/sam/Documents/sample.syncstore",
  orgPath: "/home/sam/Documents/sample.org.db",
};

interface FakeOptions {
  withWorkspace?: boolean;
  /** Adds transactions that are hard to show. */
  withOdd?: boolean;
  size?: number;
  /** Whether a schedule is active; the template is always there. */
  withSchedule?: boolean;
  /** Nights on which a schedule ran. */
  nights?: number;
}

/** A console in memory, for the development page and for tests of whole screens. */
export function fakeConsole(
  emit: (event: ConsoleEvent) => void,
  { withWorkspace = true, withOdd = false, size = SIZE, withSchedule = true, nights = 0 }: FakeOptions = {},
): Handlers {
  let workspace = withWorkspace ? SAMPLE : null;
  const queue = makeQueue(size, emit);
  if (withOdd) oddTransactions().forEach(queue.add);
  const switchTo = (next: WorkspaceInfo | null) => {
    workspace = next;
    emit({ type: "workspaceChanged", data: next });
    return next;
  };
  const named = (storePath: string) => ({
    ...SAMPLE,
    name: storePath.replace(/^.*[/\\]|\.[^.]*$/g, ""),
    storePath,
  });
  const jobs = makeJobs(emit);
  const schedules = makeSchedules(emit, withSchedule);
  const runs = makeRuns(emit, nights);
  const { state, ...processor } = processorHandlers(queue, { jobs, runs, schedules }, emit, (storePath) =>
    switchTo(named(storePath)),
  );
  const { current: limits, ...limitsCommands } = limitsHandlers();
  return {
    ...peopleHandlers(),
    ...orgHandlers(emit),
    ...queue.handlers,
    ...queryHandlers(),
    ...errorGroupHandlers(queue, emit),
    ...causeHandlers(emit),
    ...jobs.handlers,
    ...schedules.handlers,
    ...runs.handlers,
    ...processor,
    ...limitsCommands,
    ...bulkHandlers(queue, jobs),
    ...simulationHandlers(queue, jobs, limits, emit),
    "transactions.explain": ({ id }) => explain(queue, queue.find(id), state()),
    "transactions.compare": ({ id, itemId }) => compare(queue.find(id), itemId),
    "transactions.graph": ({ id }) => graphOf(queue, queue.find(id)),
    ...settingsHandlers(emit),
    ...watchHandlers(emit),
    ...maskHandlers(emit, queue.find),
    "overview.get": () => overviewOf(queue),
    ...reportHandlers(queue),
    "app.info": () => ({ version: "0.1.0", caller: { actor: "sam", role: "admin" }, workspace }),
    "workspace.open": ({ storePath }) => {
      if (storePath.includes("missing")) {
        throw refusal("notFound", `There is no store at ${storePath}; create one, or check the path.`);
      }
      return switchTo(named(storePath)) ?? SAMPLE;
    },
    "workspace.create": ({ storePath }) => switchTo(named(storePath)) ?? SAMPLE,
    "workspace.close": () => {
      switchTo(null);
      return {};
    },
  };
}
