import { Link } from "@tanstack/react-router";

import type { StatusCounts } from "../../bindings/StatusCounts";
import { countOf, VIEWS } from "../transactions/views";
import classes from "./StatusCards.module.css";

/** The views that show one status, in the order of the list's own views. */
const STATUS_VIEWS = VIEWS.filter(({ statuses }) => statuses.length === 1);

/** How many transactions each status has; each number leads to them. */
export function StatusCards({ counts }: { counts: StatusCounts }) {
  return (
    <nav aria-label="Transactions by status">
      <ul className={classes.cards}>
        {STATUS_VIEWS.map((view) => (
          <li key={view.id} data-tone={view.tone}>
            <Link
              to="/transactions"
              search={{ view: view.id }}
              className={classes.card}
              data-hint={view.meaning}
            >
              <span className={classes.label}>
                <view.icon size={15} aria-hidden />
                {view.label}
              </span>{" "}
              <span className={classes.count} data-none={countOf(view, counts) === 0 || undefined}>
                {countOf(view, counts).toLocaleString("en")}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
