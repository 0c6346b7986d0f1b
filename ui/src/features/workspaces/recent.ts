import { preference, type RecentWorkspace, setPreference } from "../../api/preferences";
import type { WorkspaceInfo } from "../../bindings/WorkspaceInfo";

/** Workspaces that are remembered. */
const KEPT = 8;

/** Puts the workspace first among those opened lately. */
export function rememberWorkspace({ name, storePath }: WorkspaceInfo): void {
  const others = (preference("recentWorkspaces") ?? []).filter((recent) => recent.storePath !== storePath);
  const newest: RecentWorkspace = { name, storePath, openedAt: new Date().toISOString() };
  setPreference("recentWorkspaces", [newest, ...others].slice(0, KEPT));
}

/** Takes a workspace out of the list; the file stays. */
export function forgetWorkspace(storePath: string): void {
  const recent = preference("recentWorkspaces") ?? [];
  setPreference(
    "recentWorkspaces",
    recent.filter((workspace) => workspace.storePath !== storePath),
  );
}
