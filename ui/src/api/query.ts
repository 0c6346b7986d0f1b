import { QueryClient, queryOptions, useMutation, useQuery } from "@tanstack/react-query";

import { type CommandName, type RequestOf, type ResponseOf, rpc } from "./rpc";
import type { RpcError } from "./rpc-error";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: RpcError;
  }
}

/** A query client for a console on this machine: no network to wait for, events tell what changed. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", retry: false, refetchOnWindowFocus: false, staleTime: 30_000 },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** The query of a command that only reads: its key is the command and its request. */
export function commandQuery<N extends CommandName>(name: N, request: RequestOf<N>) {
  return queryOptions<ResponseOf<N>>({ queryKey: [name, request], queryFn: () => rpc(name, request) });
}

/** The answer of a command that only reads, kept up to date by events. */
export function useCommand<N extends CommandName>(name: N, request: RequestOf<N>, enabled = true) {
  return useQuery({ ...commandQuery(name, request), enabled });
}

/** A command that changes something. Events bring the lists up to date afterwards. */
export function useCommandMutation<N extends CommandName>(name: N) {
  return useMutation<ResponseOf<N>, RpcError, RequestOf<N>>({
    mutationFn: (request) => rpc(name, request),
  });
}
