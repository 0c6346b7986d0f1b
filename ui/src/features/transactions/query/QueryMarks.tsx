import { Fragment, type RefObject } from "react";

import type { QueryProblem } from "../../../bindings/QueryProblem";
import classes from "./query.module.css";

interface QueryMarksProps {
  text: string;
  problems: QueryProblem[];
  /** Scrolls along with the field. */
  ref: RefObject<HTMLDivElement | null>;
}

/** Underlines what is wrong: the same text as in the field lies behind it, unseen but for the lines. */
export function QueryMarks({ text, problems, ref }: QueryMarksProps) {
  const shown = problems.filter(({ from }, at) => problems.slice(0, at).every(({ to }) => to <= from));
  return (
    <div ref={ref} className={classes.marks} aria-hidden>
      {shown.map(({ from, to }, at) => (
        <Fragment key={from}>
          {text.slice(shown[at - 1]?.to, from)}
          <mark>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
    </div>
  );
}
