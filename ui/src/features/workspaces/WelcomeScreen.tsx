import { useCommand } from "../../api/query";
import { NewWorkspace } from "./NewWorkspace";
import { RecentWorkspaces } from "./RecentWorkspaces";
import { WelcomeHeader } from "./WelcomeHeader";
import classes from "./WelcomeScreen.module.css";

/** Where a workspace is chosen or made: the first screen, and the one to change the workspace. */
export function WelcomeScreen() {
  const workspace = useCommand("app.info", {}).data?.workspace ?? undefined;
  return (
    <main className={classes.screen}>
      <div className={classes.content}>
        <WelcomeHeader workspace={workspace} />
        <NewWorkspace />
        <RecentWorkspaces openPath={workspace?.storePath} />
      </div>
    </main>
  );
}
