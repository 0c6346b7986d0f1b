import { Tabs } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { RelatedTab } from "../related/RelatedTab";
import { TABS, type Tab } from "../search";
import { AttemptsTab } from "./AttemptsTab";
import { CommentsTab } from "./CommentsTab";
import { DependenciesTab } from "./DependenciesTab";
import classes from "./detail.module.css";
import { DetailHeader } from "./DetailHeader";
import { DetailsTab } from "./DetailsTab";
import { ErrorsTab } from "./ErrorsTab";
import { HistoryTab } from "./HistoryTab";
import { ItemsTab } from "./ItemsTab";

interface DetailContentProps {
  detail: TransactionDetail;
  close: ReactNode;
  onOpen: (transactionId: string) => void;
  onEdit: (transactionId: string) => void;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

const LABELS: Record<Exclude<Tab, "details">, string> = {
  items: "Items",
  errors: "Errors",
  attempts: "Attempts",
  dependencies: "Dependencies",
  related: "Related",
  comments: "Comments",
  history: "History",
};

/** The last tab has an icon only: rarely needed, and a pane is narrow. */
const ALL_FIELDS = { "aria-label": "All fields", "data-hint": "All fields" };

/** The header of a transaction, and its tabs. */
export function DetailContent({ detail, close, onOpen, onEdit, tab, onTab }: DetailContentProps) {
  // The item that a link led to, until the tab is changed by hand.
  const [linkedItem, setLinkedItem] = useState<string>();
  const counts = countsOf(detail);
  const showItem = (itemId: string) => {
    setLinkedItem(itemId);
    onTab("items");
  };

  const changeTab = (value: Tab) => {
    setLinkedItem(undefined);
    onTab(value);
  };

  const panels: Record<Tab, () => ReactNode> = {
    items: () => <ItemsTab key={detail.transaction.Id} detail={detail} linkedItem={linkedItem} />,
    errors: () => <ErrorsTab detail={detail} onItem={showItem} />,
    attempts: () => <AttemptsTab attempts={detail.attempts} />,
    dependencies: () => <DependenciesTab key={detail.transaction.Id} detail={detail} onOpen={onOpen} />,
    related: () => <RelatedTab key={detail.transaction.Id} detail={detail} onOpen={onOpen} />,
    comments: () => <CommentsTab key={detail.transaction.Id} detail={detail} />,
    history: () => <HistoryTab detail={detail} onItem={showItem} />,
    details: () => <DetailsTab transaction={detail.transaction} />,
  };

  return (
    <>
      <DetailHeader detail={detail} close={close} onOpen={onOpen} onEdit={onEdit} />
      <Tabs
        value={tab}
        onChange={(value) => changeTab(value as Tab)}
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List className={classes.tabList}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name} className={classes.tab} {...(name === "details" && ALL_FIELDS)}>
              {name === "details" ? <IconListDetails size={16} aria-hidden /> : LABELS[name]}
              {(counts[name] ?? 0) > 0 && (
                <span className={classes.count}>{counts[name]?.toLocaleString("en")}</span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((name) => (
          <Tabs.Panel key={name} value={name} className={classes.panel}>
            {name === tab && panels[name]()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function countsOf(detail: TransactionDetail): Partial<Record<Tab, number>> {
  return {
    items: detail.items.length,
    errors: detail.logEntries.length,
    attempts: detail.attempts.length,
    dependencies: detail.dependencies.length + detail.dependents.length,
    comments: detail.comments.length,
    history: detail.history.length,
  };
}
