import { ActionIcon, Menu } from "@mantine/core";
import { IconBookmark, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import type { SavedView } from "../../../api/preferences";
import { useCommandMutation } from "../../../api/query";
import type { TransactionSort } from "../../../bindings/TransactionSort";
import listClasses from "../list/ViewList.module.css";
import { orderOf, searchOf } from "../search";
import type { TransactionsNavigation } from "../useTransactionsNavigation";
import { ExchangeViewsDialog } from "./ExchangeViewsDialog";
import { type SavedViews, useSavedViews } from "./saved-views";
import classes from "./saved-views.module.css";
import { ViewNameDialog } from "./ViewNameDialog";

interface SavedViewListProps {
  navigation: TransactionsNavigation;
  /** What the list shows now, as a text. */
  query: string | undefined;
  sort: TransactionSort;
}

/** The views that were saved, below those that are always there. */
export function SavedViewList({ navigation: { go }, query, sort }: SavedViewListProps) {
  const saved = useSavedViews();
  const read = useCommandMutation("query.read");
  const [isExchanging, setExchanging] = useState(false);

  // What means nothing any more is shown in the query field, with what is wrong with it.
  const show = (view: SavedView) =>
    read.mutate(
      { text: view.query },
      {
        onSuccess: ({ filter }) =>
          go({ ...searchOf(filter ?? { query: view.query }), ...orderOf(view.sort) }),
      },
    );

  return (
    <section aria-label="Saved views" className={classes.saved}>
      <h2 className={classes.title}>Saved views</h2>
      <ul className={listClasses.list}>
        {saved.views.map((view) => (
          <li key={view.name} className={classes.item}>
            <button
              type="button"
              className={listClasses.view}
              data-hint={view.query === "" ? "Every transaction" : view.query}
              aria-current={isShown(view, query, sort) ? "true" : undefined}
              onClick={() => show(view)}
            >
              <IconBookmark size={15} stroke={1.9} aria-hidden className={listClasses.icon} />
              <span className={`${listClasses.label} clip`}>{view.name}</span>
            </button>
            <SavedViewMenu view={view} saved={saved} />
          </li>
        ))}
      </ul>
      <button type="button" className={classes.exchange} onClick={() => setExchanging(true)}>
        Copy or paste views…
      </button>
      {isExchanging && (
        <ExchangeViewsDialog views={saved.views} onAdd={saved.add} onClose={() => setExchanging(false)} />
      )}
    </section>
  );
}

function isShown(view: SavedView, query: string | undefined, sort: TransactionSort): boolean {
  return view.query === query && view.sort.by === sort.by && view.sort.descending === sort.descending;
}

function SavedViewMenu({ view, saved }: { view: SavedView; saved: SavedViews }) {
  const [isRenaming, setRenaming] = useState(false);
  const others = saved.views.map(({ name }) => name).filter((name) => name !== view.name);
  return (
    <>
      <Menu position="bottom-end" width={140}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`More for ${view.name}`}>
            <IconDots size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} aria-hidden />} onClick={() => setRenaming(true)}>
            Rename…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => saved.remove(view.name)}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRenaming && (
        <ViewNameDialog
          title={`Rename ${view.name}`}
          name={view.name}
          taken={others}
          onName={(name) => {
            saved.rename(view.name, name);
            setRenaming(false);
          }}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  );
}
