import { type RefObject, useState } from "react";

import { useCommandMutation } from "../../../api/query";
import type { QueryProblem } from "../../../bindings/QueryProblem";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import type { QueryText } from "./useQueryText";

/** The text of the query field while it is typed. */
export interface QueryDraft {
  text: string;
  /** What is wrong with the text; gone as soon as it changes. */
  problems: QueryProblem[];
  /** Why the console could not read it, apart from the text. */
  error: Error | null;
  type: (text: string) => void;
  /** Takes a text for the list; what is wrong with it is told, and the list stays. */
  apply: (text: string) => void;
}

const NONE: QueryProblem[] = [];

/** Follows the filter, however it changes; what is typed is applied when the user says so. */
export function useQueryDraft(
  written: QueryText,
  onApply: (filter: TransactionFilter) => void,
  input: RefObject<HTMLInputElement | null>,
): QueryDraft {
  const [text, setText] = useState(written.text ?? "");
  const [known, setKnown] = useState(written.text);
  const [problems, setProblems] = useState(NONE);
  const read = useCommandMutation("query.read");

  if (written.text !== known) {
    setKnown(written.text);
    setText(written.text ?? "");
    setProblems(NONE);
  }
  const type = (typed: string) => {
    setText(typed);
    setProblems(NONE);
  };
  const apply = (typed: string) =>
    read.mutate(
      { text: typed },
      {
        onSuccess: ({ filter, text: spelled, problems: found }) => {
          setProblems(found);
          const [first] = found;
          if (first) {
            input.current?.setSelectionRange(first.from, first.to);
          } else if (filter) {
            // The list may have this filter already, and its text not change.
            setText(spelled ?? typed);
            onApply(filter);
          }
        },
      },
    );
  const isAsWritten = text === written.text;
  return {
    text,
    problems: isAsWritten && problems.length === 0 ? written.problems : problems,
    error: read.error,
    type,
    apply,
  };
}
