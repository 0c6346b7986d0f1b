import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";

import { commandQuery } from "../../api/query";
import { rpc } from "../../api/rpc";
import { RpcError } from "../../api/rpc-error";
import type { OpenRequest } from "../../bindings/OpenRequest";
import type { WorkspaceInfo } from "../../bindings/WorkspaceInfo";
import { platform } from "../../platform/platform";
import { STORE_FILES } from "./store-files";

const OPENING = ["workspace.open"];

/** Opens a store file. What else is open is closed by the console when that went well. */
export function useOpenWorkspace() {
  const client = useQueryClient();
  return useMutation<WorkspaceInfo, RpcError, OpenRequest>({
    mutationKey: OPENING,
    networkMode: "always",
    mutationFn: (request) => rpc("workspace.open", request),
    // The event that tells of the workspace may come after the answer: no screen may fall back meanwhile.
    onSuccess: (workspace) =>
      client.setQueryData(commandQuery("app.info", {}).queryKey, (info) => info && { ...info, workspace }),
    // A failure stays on the welcome screen until something else is opened, however long that takes.
    gcTime: Infinity,
  });
}

/** A workspace that could not be opened, and why. */
export interface OpenFailure {
  storePath: string;
  error: RpcError;
}

/** The failure of the last try to open a workspace, from wherever it was tried; none after one that went well. */
export function useOpenFailure(): OpenFailure | undefined {
  const tries = useMutationState({ filters: { mutationKey: OPENING }, select: ({ state }) => state });
  const last = tries.at(-1);
  if (last?.status !== "error") return undefined;
  return { storePath: (last.variables as OpenRequest).storePath, error: RpcError.from(last.error) };
}

/** Asks for a store file; none when the dialog was closed. */
export async function askForStore(): Promise<string | undefined> {
  const [path] = await platform().askForFiles({ title: "Open a workspace", kinds: STORE_FILES });
  return path;
}
