import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

import type { AppInfo } from "../../bindings/AppInfo";
import type { WorkspaceInfo } from "../../bindings/WorkspaceInfo";
import { useChosenNotice } from "../../features/watch/inbox/useChosenNotice";
import { platform } from "../../platform/platform";
import { Navigation } from "./Navigation";
import { Palette } from "./Palette";
import classes from "./Shell.module.css";
import { TopBar } from "./TopBar";
import { useShellKeys } from "./useShellKeys";

interface ShellProps {
  info: AppInfo;
  workspace: WorkspaceInfo;
  children: ReactNode;
}

/** What surrounds every screen: top bar, navigation, command palette. */
export function Shell({ info, workspace, children }: ShellProps) {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const firstPath = useRef(path);
  useShellKeys();
  useChosenNotice();

  // After a change of screen the keyboard and screen readers go on at the new screen, not where the link was.
  useEffect(() => {
    if (firstPath.current !== path) main.current?.focus();
    firstPath.current = "";
  }, [path]);

  useEffect(() => {
    void platform().setWindowTitle(`${workspace.name} – Synchronization Admin Console`);
  }, [workspace.name]);

  return (
    <div className={classes.shell}>
      <a
        href="#main"
        className={classes.skip}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to content
      </a>
      <TopBar info={info} workspace={workspace} />
      <Navigation version={info.version} />
      <main ref={main} id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <Palette />
    </div>
  );
}
