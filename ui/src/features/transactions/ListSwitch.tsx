import { Link } from "@tanstack/react-router";

import classes from "./ListSwitch.module.css";

/** The queue as a list of transactions, or by the errors that stopped them. */
export function ListSwitch() {
  return (
    <nav className={classes.switch} aria-label="Show as">
      <Link to="/transactions" activeOptions={{ exact: true, includeSearch: false }} className={classes.side}>
        List
      </Link>
      <Link to="/transactions/groups" activeOptions={{ includeSearch: false }} className={classes.side}>
        Error groups
      </Link>
    </nav>
  );
}
