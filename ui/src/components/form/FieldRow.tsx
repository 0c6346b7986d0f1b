import type { ReactNode } from "react";

import classes from "./FieldRow.module.css";

interface FieldRowProps {
  /** Id of the control that the label names. */
  controlId: string;
  label: string;
  meaning: string;
  /** Marks a value that differs from what is saved. */
  changed: boolean;
  /** The control, and the facts beside it that an admin decides by. */
  children: ReactNode;
}

/** One field of a settings form: what it means, and its control. */
export function FieldRow({ controlId, label, meaning, changed, children }: FieldRowProps) {
  return (
    <div
      className={classes.row}
      role="group"
      aria-labelledby={`${controlId}-label`}
      aria-describedby={`${controlId}-meaning`}
      data-changed={changed || undefined}
    >
      <div>
        <div className={classes.head}>
          <label id={`${controlId}-label`} htmlFor={controlId} className={classes.label}>
            {label}
          </label>
          {changed && <span className={classes.changed}>changed</span>}
        </div>
        <p className={classes.meaning} id={`${controlId}-meaning`}>
          {meaning}
        </p>
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  );
}
