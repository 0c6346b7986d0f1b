import { useCommand } from "../../../api/query";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import { hasConditions, type TransactionsSearch } from "../search";
import { countOf, viewOf } from "../views";

/** How many transactions a list has. */
export interface FilterTotal {
  /** Exact unless `more`. */
  count: number;
  more: boolean;
  /** As it is shown: "1,234" or "10,000+". */
  text: string;
}

/** Counting what a filter finds stops here: further numbers tell nobody more. */
const COUNT_UP_TO = 10_000;

/** Exact from the maintained counts where only a view is chosen, else counted up to a limit. */
export function useFilterTotal(
  search: TransactionsSearch,
  filter: TransactionFilter,
): FilterTotal | undefined {
  const narrowed = hasConditions(search);
  const counts = useCommand("transactions.counts", {}, !narrowed);
  const counted = useCommand("transactions.count", { filter, atMost: COUNT_UP_TO }, narrowed);
  if (narrowed) return counted.data && total(counted.data.count, counted.data.more);
  return counts.data && total(countOf(viewOf(search.view), counts.data), false);
}

function total(count: number, more: boolean): FilterTotal {
  return { count, more, text: `${count.toLocaleString("en")}${more ? "+" : ""}` };
}
