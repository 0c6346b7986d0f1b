import type { TransactionPage } from "../../../bindings/TransactionPage";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import type { ListData } from "./useTransactionPages";

/** The list with these rows as they are now, each in its place; rows it does not have are left out. */
export function withRows(data: ListData, now: TransactionRow[]): ListData {
  const byId = new Map(now.map((row) => [row.id, row]));
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, rows: page.rows.map((row) => byId.get(row.id) ?? row) })),
  };
}

/** The list begun anew with its first page. */
export function startingWith(head: TransactionPage): ListData {
  return { pages: [head], pageParams: [null] };
}

/** How many rows of the first page, as it is now, the list on screen does not have. */
export function newRows(head: TransactionPage, loaded: ReadonlySet<string>): number {
  return head.rows.filter(({ id }) => !loaded.has(id)).length;
}

/** Whether two first pages show the same rows in the same order. */
export function sameOrder(head: TransactionPage, rows: TransactionRow[]): boolean {
  return (
    head.rows.length <= rows.length &&
    head.rows.every(({ id }, at) => id === rows[at]?.id) &&
    // A head without a next page is the whole list: a longer one on screen has rows that left it.
    (head.next !== null || head.rows.length === rows.length)
  );
}
