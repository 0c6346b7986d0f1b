import { Button } from "@mantine/core";
import { IconCircleCheck, IconInbox } from "@tabler/icons-react";
import { useState } from "react";

import type { ErrorGroup } from "../../bindings/ErrorGroup";
import { EmptyState } from "../../components/feedback/EmptyState";
import { VirtualGrid } from "../../components/grid/VirtualGrid";
import { COLUMNS } from "./columns";
import { isSortColumn, ordered, SORT_COLUMNS } from "./order";
import { type GroupView, isIn } from "./search";
import type { GroupsNavigation } from "./useGroupsNavigation";
import { useHeldOrder } from "./useHeldOrder";

interface GroupsGridProps {
  groups: ErrorGroup[];
  navigation: GroupsNavigation;
  /** Whether the pointer is over the list. */
  isPointed: boolean;
}

const rowId = ({ id }: ErrorGroup) => String(id);
const rowName = ({ errorCode }: ErrorGroup) => errorCode;

/** The groups of a view. */
export function GroupsGrid({ groups, navigation: { search, go, adjust }, isPointed }: GroupsGridProps) {
  const { view = "failing", open, sort, ascending = false } = search;
  const [active, setActive] = useState<string>();
  const shown = groups.filter((group) => isIn(view, group));
  const question = [view, sort, ascending].join(" ");
  const rows = useHeldOrder(ordered(shown, sort, ascending), question, isPointed || open !== undefined);
  if (rows.length === 0) return <NoGroups view={view} onShowFailing={() => go({ view: undefined })} />;

  const moveTo = (id: string) => {
    setActive(id);
    // An open group goes along, without a step for Back at each row.
    if (open !== undefined) adjust({ open: Number(id) });
  };
  const sortBy = (column: string) => {
    if (!isSortColumn(column)) return;
    if (sort !== column) go({ sort: column, ascending: undefined });
    // Most first, least first, and then back to what needs attention.
    else if (ascending) go({ sort: undefined, ascending: undefined });
    else go({ ascending: true });
  };
  return (
    <VirtualGrid
      label="Error groups"
      columns={COLUMNS}
      rows={rows}
      rowId={rowId}
      rowName={rowName}
      total={rows.length}
      activeId={open === undefined ? active : String(open)}
      onActivate={moveTo}
      onOpen={({ id }) => {
        setActive(String(id));
        go({ open: id });
      }}
      sort={sort && { columnId: sort, descending: !ascending }}
      sortable={SORT_COLUMNS}
      onSort={sortBy}
    />
  );
}

function NoGroups({ view, onShowFailing }: { view: GroupView; onShowFailing: () => void }) {
  if (view === "failing") {
    return (
      <EmptyState icon={IconCircleCheck} good title="Nothing failed. All is well.">
        No transaction is Failed, so there is no error to look at.
      </EmptyState>
    );
  }
  const good = view === "new" || view === "regressed";
  const titles = {
    new: "No new error",
    regressed: "No error has come back",
    known: "No error that fails now is known",
    snoozed: "No error is snoozed",
    gone: "No error is gone yet",
  };
  return (
    <EmptyState
      icon={good ? IconCircleCheck : IconInbox}
      good={good}
      title={titles[view]}
      action={
        <Button variant="default" onClick={onShowFailing}>
          Show all that fail now
        </Button>
      }
    />
  );
}
