import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery, useCommandMutation } from "../../../api/query";
import { problemsByField, type RpcError } from "../../../api/rpc-error";
import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import { useNow } from "../../../components/time/useNow";
import { type Decision, decisionOf, valuesOf } from "./decision";

/** A decision about a group while it is made. */
export interface DecisionEditor {
  decision: Decision;
  /** Whether it differs from what is saved. */
  changed: boolean;
  change: (parts: Partial<Decision>) => void;
  discard: () => void;
  save: () => void;
  isPending: boolean;
  /** What the console refused, by field. */
  problems: Record<string, string>;
  /** What else went wrong. */
  error: RpcError | null;
  /** What somebody else decided meanwhile; the next try is over that. */
  theirs: ErrorGroup | undefined;
}

/** Follows what is saved until something is changed, and saves on the version that was there then. */
export function useDecision(group: ErrorGroup): DecisionEditor {
  const client = useQueryClient();
  const now = useNow();
  const [draft, setDraft] = useState<{ decision: Decision; version: number }>();
  const mutation = useCommandMutation("errorGroups.save");
  const { error } = mutation;
  const theirs = error?.code === "conflict" ? (error.details as ErrorGroup) : undefined;
  const problems = problemsByField(error);
  const decision = draft?.decision ?? decisionOf(group, now);

  const discard = () => {
    setDraft(undefined);
    mutation.reset();
    // After a conflict there is something newer.
    void client.invalidateQueries({ queryKey: ["errorGroups.get"] });
  };
  const save = () =>
    mutation.mutate(
      {
        id: group.id,
        expectedVersion: theirs?.version ?? draft?.version ?? group.version,
        values: valuesOf(decision),
      },
      {
        onSuccess: (saved) => {
          client.setQueryData(commandQuery("errorGroups.get", { id: saved.id }).queryKey, saved);
          setDraft(undefined);
        },
      },
    );
  return {
    decision,
    changed: draft !== undefined,
    change: (parts) =>
      setDraft({ decision: { ...decision, ...parts }, version: draft?.version ?? group.version }),
    discard,
    save,
    isPending: mutation.isPending,
    problems,
    error: theirs || Object.keys(problems).length > 0 ? null : error,
    theirs,
  };
}
