import { IconListDetails } from "@tabler/icons-react";
import { useMemo } from "react";

import { usePreference } from "../../../api/preferences";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../../components/feedback/Skeletons";
import type { Selection } from "../../../components/grid/useSelection";
import { VirtualGrid } from "../../../components/grid/VirtualGrid";
import { viewOf } from "../views";
import { columnsOf, DEFAULT_COLUMNS, SORT_COLUMNS } from "./columns";
import { EmptyList } from "./EmptyList";
import classes from "./list.module.css";
import type { TransactionsNavigation } from "../useTransactionsNavigation";
import type { TransactionPages } from "./useTransactionPages";

interface TransactionsGridProps {
  list: TransactionPages;
  navigation: TransactionsNavigation;
  total: number | undefined;
  selection: Selection;
  activeId: string | undefined;
  onActivate: (id: string) => void;
  onOpen: (id: string) => void;
  onDrawn: (first: number, last: number) => void;
  onScrolled: (scrolled: boolean) => void;
}

const rowId = ({ id }: TransactionRow) => id;
const rowName = ({ name }: TransactionRow) => name;

/** The rows of the list. */
export function TransactionsGrid({ list, navigation, onOpen, ...props }: TransactionsGridProps) {
  const [columnIds] = usePreference("transactionColumns", DEFAULT_COLUMNS);
  const columns = useMemo(() => columnsOf(columnIds), [columnIds]);
  const { search, go } = navigation;
  const { statuses } = viewOf(search.view);
  const sortColumn = Object.keys(SORT_COLUMNS).find((id) => SORT_COLUMNS[id] === list.sort.by);

  if (list.loading) return <SkeletonRows count={16} />;
  if (list.error && list.rows.length === 0) {
    return (
      <div className={classes.notice}>
        <ErrorNotice error={list.error} onRetry={list.retry} />
      </div>
    );
  }
  if (list.rows.length === 0) return <EmptyList navigation={navigation} />;

  return (
    <VirtualGrid
      label="Transactions"
      columns={columns}
      rows={list.rows}
      rowId={rowId}
      rowName={rowName}
      // A row that changed its status stays where it is until the list is asked for anew, but says so.
      rowState={({ status }) => (statuses.length > 0 && !statuses.includes(status) ? "left" : undefined)}
      busy={list.outdated}
      onOpen={({ id }) => onOpen(id)}
      sort={sortColumn === undefined ? undefined : { columnId: sortColumn, descending: list.sort.descending }}
      sortable={Object.keys(SORT_COLUMNS)}
      onSort={(columnId) => {
        const by = SORT_COLUMNS[columnId];
        const again = by === list.sort.by;
        go({
          sort: by === "received" ? undefined : by,
          ascending: again && list.sort.descending ? true : undefined,
        });
      }}
      onEndReached={list.loadMore}
      footer={<ListEnd list={list} />}
      {...props}
    />
  );
}

function ListEnd({ list }: { list: TransactionPages }) {
  if (list.error) return <ErrorNotice error={list.error} onRetry={list.retry} />;
  if (list.hasMore) return list.loadingMore ? <SkeletonRows count={3} /> : null;
  return (
    <p className={classes.end}>
      <IconListDetails size={14} aria-hidden /> End of the list
    </p>
  );
}
