import { type ReactNode, useId } from "react";

import classes from "./layout.module.css";

interface PanelProps {
  title: string;
  actions?: ReactNode;
  /** Content up to the edge, for lists and forms that have their own room inside. */
  flush?: boolean;
  children: ReactNode;
}

/** A part of a screen with its own title. */
export function Panel({ title, actions, flush = false, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className={classes.panel} aria-labelledby={titleId}>
      <header className={classes.panelHead}>
        <h2 id={titleId} className={classes.panelTitle}>
          {title}
        </h2>
        {actions}
      </header>
      <div className={classes.panelBody} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  );
}
