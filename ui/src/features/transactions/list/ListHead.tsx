import { memo } from "react";

import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import type { TransactionSort } from "../../../bindings/TransactionSort";
import { FilterBar } from "../filter/FilterBar";
import { ListSwitch } from "../ListSwitch";
import { QueryField } from "../query/QueryField";
import { useQueryText } from "../query/useQueryText";
import { SaveViewButton } from "../saved-views/SaveViewButton";
import { searchOf } from "../search";
import type { TransactionsNavigation } from "../useTransactionsNavigation";

interface ListHeadProps {
  navigation: TransactionsNavigation;
  filter: TransactionFilter;
  sort: TransactionSort;
  /** Name of the user that the list is narrowed to, where the list tells it. */
  ownerName: string | undefined;
}

/** What stands above the list: its query and its conditions. Drawn anew when these change, and not with every page of rows. */
export const ListHead = memo(function ListHead({ navigation, filter, sort, ownerName }: ListHeadProps) {
  const written = useQueryText(filter);
  return (
    <>
      <ListSwitch />
      <QueryField written={written} onApply={(meant) => navigation.go(searchOf(meant))}>
        <SaveViewButton query={written.text} sort={sort} />
      </QueryField>
      <FilterBar navigation={navigation} ownerName={ownerName} />
    </>
  );
});
