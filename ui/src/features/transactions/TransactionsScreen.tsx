import { useCallback, useMemo, useRef, useState } from "react";

import { useDialogs } from "../../app/dialogs/dialogs";
import { useSelection } from "../../components/grid/useSelection";
import { useSimulation } from "../simulation/useSimulation";
import { useTransactionActions } from "./actions/useTransactionActions";
import { TransactionDetailPane } from "./detail/TransactionDetailPane";
import { EditTransaction } from "./edit/EditTransaction";
import { DetailFrame } from "./frame/DetailFrame";
import classes from "./list/list.module.css";
import { ListHead } from "./list/ListHead";
import { ListToolbar } from "./list/ListToolbar";
import { NewRowsButton } from "./list/NewRowsButton";
import { SelectionBar } from "./list/SelectionBar";
import { TransactionsGrid } from "./list/TransactionsGrid";
import { useFilterTotal } from "./list/useFilterTotal";
import { useListKeys } from "./list/useListKeys";
import { useLiveRows } from "./list/useLiveRows";
import { useSelectAll } from "./list/useSelectAll";
import { useTargets } from "./list/useTargets";
import { useTransactionPages } from "./list/useTransactionPages";
import { ViewList } from "./list/ViewList";
import { filterOf, sortOf } from "./search";
import { useTransactionsNavigation } from "./useTransactionsNavigation";

/** The queue: views, filter, list, and the detail of one transaction beside it. */
export function TransactionsScreen() {
  const navigation = useTransactionsNavigation();
  const { search, go, adjust } = navigation;
  const filter = useMemo(() => filterOf(search), [search]);
  const sort = useMemo(() => sortOf(search), [search]);
  const list = useTransactionPages(filter, sort);
  const total = useFilterTotal(search, filter);

  const order = useMemo(() => list.rows.map(({ id }) => id), [list.rows]);
  const selection = useSelection(order);
  const { targets, learn } = useTargets(list.rows, selection.ids);
  const all = useSelectAll(filter, sort, (rows) => {
    learn(rows);
    selection.selectAll(rows.map(({ id }) => id));
  });

  const [activeId, setActiveId] = useState<string>();
  const scrolled = useRef(false);
  const pointed = useRef(false);
  const open = search.open;
  const isHeld = useCallback(
    () => selection.ids.size > 0 || open !== undefined || scrolled.current || pointed.current,
    [selection.ids, open],
  );
  const current = open ?? activeId;
  // What an action would go to must be known as it is now, on screen or not.
  const addressed = useMemo(
    () => new Set(current === undefined ? selection.ids : [...selection.ids, current]),
    [selection.ids, current],
  );
  const live = useLiveRows(list, addressed, isHeld);

  const actions = useTransactionActions((answers) => {
    if (answers.every(({ result }) => result.kind === "done")) selection.clear();
  });
  const simulation = useSimulation();
  const openDialog = useDialogs();
  const acted = targets.length > 0 ? targets : list.rows.filter(({ id }) => id === current);
  const simulate = () => {
    const [first, ...others] = acted;
    if (first && others.length === 0) simulation.start(first);
    else openDialog({ kind: "simulate", scope: { kind: "ids", ids: acted.map(({ id }) => id) } });
  };
  const gridArea = useRef<HTMLDivElement>(null);
  useListKeys({
    targets: acted,
    onStart: actions.start,
    onSimulate: simulate,
    onEdit: (id) => go({ open: id, edit: true }),
    gridArea,
  });
  const moveTo = (id: string) => {
    setActiveId(id);
    // An open detail goes along, without a step for Back at each row.
    if (open !== undefined) adjust({ open: id });
  };

  const close = () => go({ open: undefined, tab: undefined, edit: undefined });

  return (
    <div className={classes.screen} data-open={open !== undefined || undefined}>
      <h1 className="visually-hidden">Transactions</h1>
      <ViewList navigation={navigation} filter={filter} sort={sort} />
      <section className={classes.list} aria-label="Transactions">
        <ListHead
          navigation={navigation}
          filter={filter}
          sort={sort}
          ownerName={list.rows.find(({ ownerId }) => ownerId === search.ownerId)?.ownerName ?? undefined}
        />
        <div
          ref={gridArea}
          className={classes.gridArea}
          onPointerEnter={() => (pointed.current = true)}
          onPointerLeave={() => (pointed.current = false)}
        >
          <NewRowsButton live={live} />
          <TransactionsGrid
            list={list}
            navigation={navigation}
            total={total?.more === false ? total.count : undefined}
            selection={selection}
            activeId={current}
            onActivate={moveTo}
            onOpen={(id) => {
              setActiveId(id);
              go({ open: id });
            }}
            onDrawn={live.onDrawn}
            onScrolled={(away) => (scrolled.current = away)}
          />
        </div>
        {targets.length > 0 && (
          <SelectionBar
            targets={targets}
            filter={filter}
            total={total}
            all={all}
            onStart={actions.start}
            onSimulate={simulate}
            onClear={selection.clear}
          />
        )}
        <ListToolbar filter={filter} loaded={list.rows.length} total={total} />
      </section>
      {open !== undefined && (
        <DetailFrame onClose={close}>
          <TransactionDetailPane
            transactionId={open}
            onClose={close}
            onOpen={(id) => go({ open: id })}
            onEdit={() => go({ edit: true })}
            tab={search.tab ?? "items"}
            onTab={(tab) => go({ tab: tab === "items" ? undefined : tab })}
          />
        </DetailFrame>
      )}
      {open !== undefined && search.edit && (
        <EditTransaction id={open} onClose={() => go({ edit: undefined })} />
      )}
      {actions.dialog}
      {simulation.dialog}
    </div>
  );
}
