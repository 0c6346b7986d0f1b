import { memo } from "react";

import { useCommand } from "../../../api/query";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import type { TransactionSort } from "../../../bindings/TransactionSort";
import { useQueryText } from "../query/useQueryText";
import { SavedViewList } from "../saved-views/SavedViewList";
import { countOf, VIEWS, viewOf } from "../views";
import type { TransactionsNavigation } from "../useTransactionsNavigation";
import classes from "./ViewList.module.css";

interface ViewListProps {
  navigation: TransactionsNavigation;
  /** What the list shows now. */
  filter: TransactionFilter;
  sort: TransactionSort;
}

/**
 * The views with their exact counts, at the left of the list; below them those that were saved. Drawn anew when what they
 * show changes, and not with every page of rows.
 */
export const ViewList = memo(function ViewList({ navigation, filter, sort }: ViewListProps) {
  const { search, go } = navigation;
  const { text } = useQueryText(filter);
  const { data: counts } = useCommand("transactions.counts", {});
  const current = search.statuses === undefined ? viewOf(search.view).id : undefined;
  return (
    <nav aria-label="Views" className={classes.views}>
      <ul className={classes.list}>
        {VIEWS.map((view) => {
          const { id, label, icon: Icon, tone, meaning } = view;
          return (
            <li key={id}>
              <button
                type="button"
                className={classes.view}
                data-tone={tone}
                data-hint={meaning}
                aria-current={id === current ? "true" : undefined}
                onClick={() => go({ view: id === "all" ? undefined : id, statuses: undefined })}
              >
                <Icon size={15} stroke={1.9} aria-hidden className={classes.icon} />
                <span className={`${classes.label} clip`}>{label}</span>
                <span className={classes.count}>{counts && countOf(view, counts).toLocaleString("en")}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <SavedViewList navigation={navigation} query={text} sort={sort} />
    </nav>
  );
});
