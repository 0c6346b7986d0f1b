import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { WorkspaceInfo } from "../../bindings/WorkspaceInfo";
import classes from "./WelcomeScreen.module.css";

/** What the console is for, and the way back when a workspace is open. */
export function WelcomeHeader({ workspace }: { workspace: WorkspaceInfo | undefined }) {
  return (
    <header className={classes.header}>
      {workspace && (
        <Link to="/overview" className={classes.back}>
          <IconArrowLeft size={15} aria-hidden />
          Back to {workspace.name}
        </Link>
      )}
      <h1 className={classes.title}>{workspace ? "Workspaces" : "Synchronization Admin Console"}</h1>
      <p className={classes.lead}>
        A workspace is a sync store with the transaction queue, and the org its transactions are applied to.
        Open one, or make a sample to look around: nothing in it is real, and every error in it is genuine.
      </p>
    </header>
  );
}
