import { IconSearch } from "@tabler/icons-react";
import { spotlight } from "@mantine/spotlight";

import type { AppInfo } from "../../bindings/AppInfo";
import type { WorkspaceInfo } from "../../bindings/WorkspaceInfo";
import { WorkspaceMenu } from "../../features/workspaces/WorkspaceMenu";
import { JobsMenu } from "../../features/jobs/JobsMenu";
import { ProcessorBadge } from "../../features/processor/ProcessorBadge";
import { InboxButton } from "../../features/watch/inbox/InboxButton";
import { Clock } from "./Clock";
import { HelpButton } from "./HelpButton";
import { ThemeSwitch } from "./ThemeSwitch";
import classes from "./TopBar.module.css";

/** Which workspace, what runs, what time it is; search and commands. */
export function TopBar({ info, workspace }: { info: AppInfo; workspace: WorkspaceInfo }) {
  return (
    <header className={classes.bar}>
      <WorkspaceMenu workspace={workspace} actor={info.caller.actor} />
      <button type="button" className={classes.search} onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        <span className={classes.searchWord}>Search and commands</span>
        <kbd className={classes.keys}>{commandKey()} K</kbd>
      </button>
      <div className={classes.end}>
        <InboxButton />
        <JobsMenu />
        <ProcessorBadge />
        <Clock />
        <HelpButton />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function commandKey(): string {
  return navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl";
}
