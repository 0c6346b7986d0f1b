import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import { RpcError } from "../../../api/rpc-error";
import type { QueryProblem } from "../../../bindings/QueryProblem";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";

/** A filter as a text. */
export interface QueryText {
  /** None until the console has answered. */
  text: string | undefined;
  /** What is wrong with it; only a URL that somebody wrote has something wrong. */
  problems: QueryProblem[];
}

/** The text of the filter that the list has now. */
export function useQueryText(filter: TransactionFilter): QueryText {
  const { data, error } = useQuery({
    ...commandQuery("query.write", { filter }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  if (error) return { text: filter.query ?? "", problems: problemsOf(error) };
  return { text: data?.text, problems: [] };
}

function problemsOf(error: unknown): QueryProblem[] {
  const { details } = RpcError.from(error);
  if (typeof details !== "object" || details === null || !("problems" in details)) return [];
  return details.problems as QueryProblem[];
}
