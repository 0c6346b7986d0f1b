import { useState } from "react";

import type { RpcError } from "../../../api/rpc-error";
import type { Schedule } from "../../../bindings/Schedule";

/**
 * The version that a change names: the one that was there when the dialog was opened. Once a conflict was shown, the
 * admin knows that it is another one now, and the next try is over that.
 */
export function useExpectedVersion({ version }: Schedule, error: RpcError | null): number {
  const [opened] = useState(version);
  return error?.code === "conflict" ? version : opened;
}
