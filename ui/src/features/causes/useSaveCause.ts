import { notifications } from "@mantine/notifications";

import { useCommandMutation } from "../../api/query";
import { problemsByField, type RpcError } from "../../api/rpc-error";
import type { Cause } from "../../bindings/Cause";
import { type CauseDraft, type CauseProblems, valuesOf } from "./draft";

/** Saves an entry, and what became of that. */
export interface CauseSaving {
  save: (draft: CauseDraft, onSaved: () => void) => void;
  isPending: boolean;
  /** What the console refused, by field. */
  problems: CauseProblems;
  /** What else went wrong. */
  error: RpcError | null;
  /** What somebody else saved meanwhile; the next try is over that. */
  theirs: Cause | undefined;
}

/** Saves over an own entry, or a new one where none is given. */
export function useSaveCause(own: Cause | undefined): CauseSaving {
  const mutation = useCommandMutation("causes.save");
  const { error } = mutation;
  const theirs = error?.code === "conflict" ? (error.details as Cause) : undefined;
  const problems = problemsByField(error);
  const before = theirs ?? own;
  return {
    save: (draft, onSaved) =>
      mutation.mutate(
        {
          own: before ? { id: before.ownId ?? 0, expectedVersion: before.version } : null,
          values: valuesOf(draft),
        },
        {
          onSuccess: ({ title }) => {
            notifications.show({ message: `“${title}” is in the cause catalogue` });
            onSaved();
          },
        },
      ),
    isPending: mutation.isPending,
    problems,
    error: Object.keys(problems).length > 0 ? null : error,
    theirs,
  };
}
