import { useEffect, useState } from "react";

import { preference } from "../../api/preferences";
import type { AppInfo } from "../../bindings/AppInfo";
import { useOpenWorkspace } from "./useOpenWorkspace";

/**
 * Opens the workspace that was open last, once, when the console starts without one; answers whether that is
 * under way. When it fails, the welcome screen says why.
 */
export function useReopenLast(info: AppInfo | undefined): boolean {
  const { mutate, isIdle, isPending } = useOpenWorkspace();
  const [last, setLast] = useState<{ storePath?: string | undefined }>();

  // Decided once: a workspace that is closed later on stays closed.
  if (info && !last)
    setLast(info.workspace ? {} : { storePath: preference("recentWorkspaces")?.[0]?.storePath });
  const storePath = last?.storePath;

  useEffect(() => {
    if (storePath !== undefined) mutate({ storePath });
  }, [storePath, mutate]);

  return isPending || (storePath !== undefined && isIdle);
}
