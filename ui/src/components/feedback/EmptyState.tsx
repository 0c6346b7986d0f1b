import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./feedback.module.css";

interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** What to do, or why this is good news. */
  children?: ReactNode;
  /** Good news is green. */
  good?: boolean;
  action?: ReactNode;
}

/** Instead of an empty list: says why it is empty and what to do. */
export function EmptyState({ icon: Icon, title, children, good = false, action }: EmptyStateProps) {
  return (
    <div className={classes.empty} role="status">
      <span className={classes.emptyIcon} data-tone={good ? "success" : "grey"}>
        <Icon size={22} stroke={1.7} aria-hidden />
      </span>
      <p className={classes.emptyTitle}>{title}</p>
      {children && <p className={classes.emptyText}>{children}</p>}
      {action}
    </div>
  );
}
