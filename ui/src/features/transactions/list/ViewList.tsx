import type { ReactNode } from "react";

import { useCommand } from "../../../api/query";
import { countOf, VIEWS, viewOf } from "../views";
import type { TransactionsNavigation } from "../useTransactionsNavigation";
import classes from "./ViewList.module.css";

interface ViewListProps {
  navigation: TransactionsNavigation;
  /** The saved views. */
  children: ReactNode;
}

/** The views with their exact counts, at the left of the list; below them those that were saved. */
export function ViewList({ navigation: { search, go }, children }: ViewListProps) {
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
      {children}
    </nav>
  );
}
