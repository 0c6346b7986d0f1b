import type { Cause } from "../../bindings/Cause";
import { DataText } from "../../components/text/DataText";
import classes from "./causes.module.css";
import { OWNERS } from "./words";

/** What an entry says: the cause, who can mend it, and how. */
export function CauseText({ cause: { cause, owner, recipe } }: { cause: Cause }) {
  const { label, icon: Icon } = OWNERS[owner];
  return (
    <>
      <p className={classes.cause}>
        <DataText text={cause} />
      </p>
      <p className={classes.owner}>
        <Icon size={14} aria-hidden /> {label} can mend it:
      </p>
      <ol className={classes.recipe} aria-label="What to do">
        {recipe.map((step, at) => (
          <li key={at}>
            <DataText text={step} />
          </li>
        ))}
      </ol>
    </>
  );
}
