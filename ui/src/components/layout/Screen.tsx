import type { ReactNode } from "react";

import classes from "./layout.module.css";

interface ScreenProps {
  title: string;
  lead?: string;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A screen that scrolls as a whole: title, what it is for, content. */
export function Screen({ title, lead, actions, children }: ScreenProps) {
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
