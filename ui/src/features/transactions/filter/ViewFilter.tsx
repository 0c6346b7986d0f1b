import { Select } from "@mantine/core";

import type { TransactionsNavigation } from "../useTransactionsNavigation";
import { VIEWS, viewOf } from "../views";
import classes from "./FilterBar.module.css";

/** The view, where the list of views has no room. */
export function ViewFilter({ navigation: { search, go } }: { navigation: TransactionsNavigation }) {
  return (
    <Select
      size="xs"
      w={150}
      className={classes.view ?? ""}
      aria-label="View"
      allowDeselect={false}
      data={VIEWS.map(({ id, label }) => ({ value: id, label }))}
      placeholder="Several statuses"
      value={search.statuses === undefined ? viewOf(search.view).id : null}
      onChange={(id) => {
        const view = VIEWS.find((other) => other.id === id)?.id;
        go({ view: view === "all" ? undefined : view, statuses: undefined });
      }}
    />
  );
}
