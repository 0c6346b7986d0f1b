import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import type { ErrorCount } from "../../bindings/ErrorCount";
import { EmptyState } from "../../components/feedback/EmptyState";
import { Panel } from "../../components/layout/Panel";
import classes from "./OverviewScreen.module.css";

/** Errors shown before the rest is asked for. */
const SHOWN_FIRST = 8;

/** Failed transactions by error, most frequent first. */
export function ErrorsPanel({ errors }: { errors: ErrorCount[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? errors : errors.slice(0, SHOWN_FIRST);
  const most = Math.max(1, ...errors.map(({ count }) => count));
  return (
    <Panel
      title="Failed by error"
      actions={
        <Link to="/transactions/groups" className={classes.all}>
          Error groups
        </Link>
      }
    >
      {errors.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title="No transaction is Failed" good />
      ) : (
        <ul className={classes.errors}>
          {shown.map(({ errorCode, count }) => (
            <li key={errorCode ?? ""}>
              <Link
                to="/transactions"
                search={errorCode === null ? { view: "failed" } : { view: "failed", errorCode }}
                className={classes.error}
              >
                <span className={errorCode === null ? "dim" : "mono clip"}>
                  {errorCode ?? "No error code"}
                </span>{" "}
                <span className={classes.errorCount}>{count.toLocaleString("en")}</span>
                <span className={classes.bar} aria-hidden style={{ "--share": count / most }} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {shown.length < errors.length && (
        <Button mt="sm" size="compact-sm" variant="default" onClick={() => setAll(true)}>
          Show all {errors.length} errors
        </Button>
      )}
    </Panel>
  );
}
