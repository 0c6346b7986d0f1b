import { Link } from "@tanstack/react-router";

import type { BulkRefusal } from "../../bindings/BulkRefusal";
import { transactions } from "../transactions/actions/wording";
import classes from "./bulk.module.css";

/** What stays as it is, by reason, with the first few of each. */
export function Refusals({ refusals, label }: { refusals: BulkRefusal[]; label: string }) {
  if (refusals.length === 0) return null;
  return (
    <ul className={classes.refusals} aria-label={label}>
      {refusals.map(({ kind, reason, count, sample }) => (
        <li key={`${kind} ${reason}`}>
          <b>{transactions(count)}</b>: {reason}
          {sample.length > 0 && (
            <span className={classes.sample}>
              Such as{" "}
              {sample.map(({ id, name }, at) => (
                <span key={id}>
                  {at > 0 && ", "}
                  <Link to="/transactions" search={{ open: id }}>
                    {name}
                  </Link>
                </span>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
