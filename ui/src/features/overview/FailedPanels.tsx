import { Link } from "@tanstack/react-router";

import type { Overview } from "../../bindings/Overview";
import { CountsPanel } from "./CountsPanel";
import classes from "./OverviewScreen.module.css";

/** What is Failed now: by error, by object, by user. */
export function FailedPanels({ overview }: { overview: Overview }) {
  return (
    <>
      <CountsPanel
        title="Failed by error"
        nameless="No error code"
        mono
        actions={
          <Link to="/transactions/groups" className={classes.all}>
            Error groups
          </Link>
        }
        shares={overview.failedByError.map(({ errorCode, count }) => ({
          name: errorCode,
          count,
          search: { view: "failed", ...(errorCode !== null && { errorCode }) },
        }))}
      />
      <CountsPanel
        title="Failed by object"
        nameless="About no object"
        shares={overview.failedByObject.map(({ objectName, count }) => ({
          name: objectName,
          count,
          search: { view: "failed", ...(objectName !== null && { objectName }) },
        }))}
      />
      <CountsPanel
        title="Failed by user"
        nameless="Unknown user"
        shares={overview.failedByUser.map(({ ownerId, ownerName, count }) => ({
          name: ownerName ?? ownerId,
          count,
          search: { view: "failed", ownerId },
        }))}
      />
    </>
  );
}
