import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { EmptyState } from "../../components/feedback/EmptyState";
import { Panel } from "../../components/layout/Panel";
import type { TransactionsSearch } from "../transactions/search";
import classes from "./OverviewScreen.module.css";

/** How many Failed transactions have something in common. */
export interface Share {
  /** What they have in common; none: they lack it. */
  name: string | null;
  count: number;
  /** The transactions behind the number. */
  search: TransactionsSearch;
}

interface CountsPanelProps {
  title: string;
  shares: Share[];
  /** What is said of those without a name. */
  nameless: string;
  /** Whether names are identifiers. */
  mono?: boolean;
  actions?: ReactNode;
}

/** Shares shown before the rest is asked for. */
const SHOWN_FIRST = 8;

/** Failed transactions by what they have in common, most frequent first. */
export function CountsPanel({ title, shares, nameless, mono, actions }: CountsPanelProps) {
  const [all, setAll] = useState(false);
  const shown = all ? shares : shares.slice(0, SHOWN_FIRST);
  const most = Math.max(1, ...shares.map(({ count }) => count));
  return (
    <Panel title={title} actions={actions}>
      {shares.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title="No transaction is Failed" good />
      ) : (
        <ul className={classes.errors}>
          {shown.map(({ name, count, search }, at) => (
            <li key={at}>
              <Link to="/transactions" search={search} className={classes.error}>
                <span className={name === null ? "dim" : mono ? "mono clip" : "clip"}>
                  {name ?? nameless}
                </span>{" "}
                <span className={classes.errorCount}>{count.toLocaleString("en")}</span>
                <span className={classes.bar} aria-hidden style={{ "--share": count / most }} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {shown.length < shares.length && (
        <Button mt="sm" size="compact-sm" variant="default" onClick={() => setAll(true)}>
          Show all {shares.length}
        </Button>
      )}
    </Panel>
  );
}
