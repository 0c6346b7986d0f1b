import { Navigate, Outlet, useRouterState } from "@tanstack/react-router";

import { useCommand } from "../api/query";
import { ErrorNotice } from "../components/feedback/ErrorNotice";
import { UpgradeProgress } from "../features/workspaces/UpgradeProgress";
import { useReopenLast } from "../features/workspaces/useReopenLast";
import { useWorkspaceEvents } from "../features/workspaces/useWorkspaceEvents";
import { DialogsProvider } from "./dialogs/DialogsProvider";
import { Shell } from "./shell/Shell";
import classes from "./Root.module.css";

/** Everything on screen: the shell around the screens of an open workspace, or the welcome screen alone. */
export function Root() {
  const info = useCommand("app.info", {});
  useWorkspaceEvents(info.data);
  const reopening = useReopenLast(info.data);
  const atWelcome = useRouterState({ select: (state) => state.location.pathname === "/welcome" });

  if (info.isError) {
    return (
      <main className={classes.alone}>
        <ErrorNotice error={info.error} onRetry={() => void info.refetch()} />
      </main>
    );
  }
  if (!info.data || reopening) {
    return (
      <main className={classes.alone} aria-label="Opening">
        <UpgradeProgress />
      </main>
    );
  }
  if (atWelcome) return <Outlet />;
  if (!info.data.workspace) return <Navigate to="/welcome" replace />;
  return (
    <DialogsProvider>
      <Shell info={info.data} workspace={info.data.workspace}>
        <Outlet />
      </Shell>
    </DialogsProvider>
  );
}
