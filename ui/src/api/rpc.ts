import type { Commands } from "../bindings/commands";
import { platform } from "../platform/platform";
import { RpcError } from "./rpc-error";

/** The name of a command. */
export type CommandName = keyof Commands;
/** What a command is asked. */
export type RequestOf<N extends CommandName> = Commands[N]["request"];
/** What a command answers. */
export type ResponseOf<N extends CommandName> = Commands[N]["response"];

/** Calls a command of the console; rejects with an `RpcError`. */
export async function rpc<N extends CommandName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>> {
  try {
    return (await platform().call(name, request)) as ResponseOf<N>;
  } catch (thrown) {
    throw RpcError.from(thrown);
  }
}
