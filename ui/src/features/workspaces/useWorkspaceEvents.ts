import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

import { onConsoleEvent } from "../../api/events";
import type { AppInfo } from "../../bindings/AppInfo";
import { rememberWorkspace } from "./recent";

/**
 * Remembers the open workspace, and follows the console when it opens another one or closes it, whoever asked for
 * that: shows the overview, or the welcome screen when none is open.
 */
export function useWorkspaceEvents(info: AppInfo | undefined): void {
  const navigate = useNavigate();
  const open = info?.workspace ?? undefined;

  useEffect(() => {
    if (open) rememberWorkspace(open);
    // Each answer is a new object: only another file is news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [open?.storePath]);

  useEffect(
    () =>
      onConsoleEvent((event) => {
        if (event.type === "workspaceChanged") void navigate({ to: event.data ? "/overview" : "/welcome" });
      }),
    [navigate],
  );
}
