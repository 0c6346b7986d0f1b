import type { ReactNode } from "react";

import classes from "./FieldRow.module.css";

interface FieldRowProps {
  /** Id of the control that the label names. */
  controlId: string;
  label: string;
  meaning: string;
  /** Facts beside the control: recommended value, range, where the value comes from. */
  facts: ReactNode;
  /** Marks a value that differs from what is saved. */
  changed: boolean;
  children: ReactNode;
}

/** One field of a settings form: what it means, its control, and the facts an admin decides by. */
export function FieldRow({ controlId, label, meaning, facts, changed, children }: FieldRowProps) {
  return (
    <div className={classes.row} data-changed={changed || undefined}>
      <div>
        <label htmlFor={controlId} className={classes.label}>
          {label}
          {changed && <span className={classes.changed}>changed</span>}
        </label>
        <p className={classes.meaning} id={`${controlId}-meaning`}>
          {meaning}
        </p>
      </div>
      <div className={classes.control}>
        {children}
        <div className={classes.facts}>{facts}</div>
      </div>
    </div>
  );
}
