import { ActionIcon } from "@mantine/core";
import { IconDatabase, IconX } from "@tabler/icons-react";

import { type RecentWorkspace, usePreference } from "../../api/preferences";
import { RelativeTime } from "../../components/time/RelativeTime";
import { forgetWorkspace } from "./recent";
import classes from "./RecentWorkspaces.module.css";
import { useOpenFailure, useOpenWorkspace } from "./useOpenWorkspace";

/** Workspaces that were open before; the newest first. */
export function RecentWorkspaces({ openPath }: { openPath: string | undefined }) {
  const [recent] = usePreference("recentWorkspaces", NONE);
  const open = useOpenWorkspace();
  const failure = useOpenFailure();
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="recent-workspaces">
      <h2 id="recent-workspaces" className={classes.heading}>
        Recent workspaces
      </h2>
      <ul className={classes.list}>
        {recent.map((workspace) => (
          <li key={workspace.storePath} className={classes.entry}>
            <button
              type="button"
              className={classes.open}
              disabled={open.isPending}
              onClick={() => open.mutate({ storePath: workspace.storePath })}
            >
              <IconDatabase size={18} stroke={1.7} aria-hidden className={classes.icon} />
              <span className={classes.name}>{workspace.name}</span>
              <Remark workspace={workspace} openPath={openPath} failedPath={failure?.storePath} />
              <span className={`${classes.path} mono clip`}>{workspace.storePath}</span>
            </button>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${workspace.name} from this list`}
              data-hint="Remove from this list. The files stay."
              onClick={() => forgetWorkspace(workspace.storePath)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The same list each time, so that a missing preference is no change. */
const NONE: RecentWorkspace[] = [];

interface RemarkProps {
  workspace: RecentWorkspace;
  openPath: string | undefined;
  failedPath: string | undefined;
}

function Remark({ workspace, openPath, failedPath }: RemarkProps) {
  if (workspace.storePath === openPath) return <span className={classes.remark}>open now</span>;
  if (workspace.storePath === failedPath) {
    return (
      <span className={classes.remark} data-tone="failed">
        could not be opened
      </span>
    );
  }
  return (
    <span className={classes.remark}>
      <RelativeTime at={workspace.openedAt} />
    </span>
  );
}
