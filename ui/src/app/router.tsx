import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router";

import { BulkJobScreen } from "../features/bulk/BulkJobScreen";
import { BulkScreen } from "../features/bulk/BulkScreen";
import { CausesScreen } from "../features/causes/CausesScreen";
import { GroupsScreen } from "../features/error-groups/GroupsScreen";
import { groupsSearch } from "../features/error-groups/search";
import { OverviewScreen } from "../features/overview/OverviewScreen";
import { PersonalDataScreen } from "../features/personal-data/PersonalDataScreen";
import { ProcessorScreen } from "../features/processor/ProcessorScreen";
import { RunScreen } from "../features/processor/runs/RunScreen";
import { RunsScreen } from "../features/processor/runs/RunsScreen";
import { SchedulesScreen } from "../features/processor/schedules/SchedulesScreen";
import { mobileSettingsSearch } from "../features/settings/mobile/search";
import { MobileSettingsScreen } from "../features/settings/mobile/MobileSettingsScreen";
import { ProcessorSettingsScreen } from "../features/settings/processor/ProcessorSettingsScreen";
import { SimulationScreen } from "../features/simulation/SimulationScreen";
import { transactionsSearch } from "../features/transactions/search";
import { TransactionsScreen } from "../features/transactions/TransactionsScreen";
import { WatchScreen } from "../features/watch/WatchScreen";
import { WelcomeScreen } from "../features/workspaces/WelcomeScreen";
import { Broken } from "./Broken";
import { NotFound } from "./NotFound";
import { Root } from "./Root";

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });
const toOverview = () => {
  // The router's way to send on to another screen is to throw.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw redirect({ to: "/overview" });
};

const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/", beforeLoad: toOverview }),
  createRoute({ getParentRoute: () => root, path: "/welcome", component: WelcomeScreen }),
  createRoute({ getParentRoute: () => root, path: "/overview", component: OverviewScreen }),
  createRoute({
    getParentRoute: () => root,
    path: "/transactions",
    component: TransactionsScreen,
    validateSearch: transactionsSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/transactions/groups",
    component: GroupsScreen,
    validateSearch: groupsSearch,
  }),
  createRoute({ getParentRoute: () => root, path: "/simulations/$jobId", component: SimulationScreen }),
  createRoute({ getParentRoute: () => root, path: "/bulk", component: BulkScreen }),
  createRoute({ getParentRoute: () => root, path: "/bulk/$bulkId", component: BulkJobScreen }),
  createRoute({ getParentRoute: () => root, path: "/processor", component: ProcessorScreen }),
  createRoute({ getParentRoute: () => root, path: "/processor/runs", component: RunsScreen }),
  createRoute({ getParentRoute: () => root, path: "/processor/runs/$runId", component: RunScreen }),
  createRoute({ getParentRoute: () => root, path: "/processor/schedules", component: SchedulesScreen }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings/mobile",
    component: MobileSettingsScreen,
    validateSearch: mobileSettingsSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings/processor",
    component: ProcessorSettingsScreen,
  }),
  createRoute({ getParentRoute: () => root, path: "/settings/causes", component: CausesScreen }),
  createRoute({ getParentRoute: () => root, path: "/settings/personal-data", component: PersonalDataScreen }),
  createRoute({ getParentRoute: () => root, path: "/settings/watch", component: WatchScreen }),
]);

/** The screens and their URLs. In the window the URL lives behind `#`, because the page is one file. */
export function makeRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({ routeTree: routes, history, defaultErrorComponent: Broken });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
