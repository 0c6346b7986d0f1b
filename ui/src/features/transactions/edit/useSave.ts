import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { rpc } from "../../../api/rpc";
import { RpcError } from "../../../api/rpc-error";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { type Draft, editOf } from "./draft";

/** How an edit is saved. */
export interface SaveOptions {
  reason: string;
  /** Save although the org would refuse values. */
  acceptProblems: boolean;
  /** Queue the transaction for one more attempt at once. */
  thenRetry: boolean;
}

interface SaveEvents {
  onSaved: () => void;
  onConflict: (theirs: TransactionDetail) => void;
}

/** Saves an edit over the version that was seen, never over another. */
export function useSave(base: TransactionDetail, draft: Draft, { onSaved, onConflict }: SaveEvents) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);
  const { Id: id, Name: name } = base.transaction;

  const save = async ({ reason, acceptProblems, thenRetry }: SaveOptions) => {
    const edit = editOf(base, draft);
    const answer = await rpc("transactions.edit", {
      edit,
      expectedVersion: base.version,
      reason,
      acceptProblems,
    });
    if (answer === "notFound") throw refusal("notFound", `${name} is not in this store any more.`);
    if ("conflict" in answer) {
      onConflict(answer.conflict);
      return;
    }
    if ("notAllowed" in answer) throw refusal("invalid", answer.notAllowed.reason);
    notifications.show({ message: await retried(answer.saved.version, reason, thenRetry) });
    onSaved();
  };

  const retried = async (version: number, reason: string, wanted: boolean): Promise<string> => {
    if (!wanted) return `${name} is saved`;
    try {
      const { answers } = await rpc("transactions.retry", {
        targets: [{ id, expectedVersion: version }],
        reason,
      });
      const result = answers[0]?.result;
      if (result?.kind === "done") return `${name} is saved and queued for one more attempt`;
      const why = result?.kind === "notAllowed" ? result.reason : "it changed meanwhile.";
      return `${name} is saved, but not queued: ${why}`;
    } catch (thrown) {
      return `${name} is saved, but not queued: ${RpcError.from(thrown).message}`;
    }
  };

  const start = (options: SaveOptions) => {
    setBusy(true);
    setError(null);
    save(options)
      .catch((thrown: unknown) => setError(RpcError.from(thrown)))
      .finally(() => setBusy(false));
  };
  return { start, busy, error };
}

function refusal(code: "notFound" | "invalid", message: string): RpcError {
  return new RpcError({ code, message, details: null });
}
