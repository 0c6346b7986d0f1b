import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { ERROR_TITLES, RpcError } from "../../api/rpc-error";
import { DataText } from "../text/DataText";
import classes from "./feedback.module.css";

interface ErrorNoticeProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Other ways out, beside trying again. */
  actions?: ReactNode;
}

/** An error as an admin reads it: what happened, the console's words, the causes, and a way to try again. */
export function ErrorNotice({ error, onRetry, actions }: ErrorNoticeProps) {
  const { code, message, details } = RpcError.from(error);
  const causes = causesOf(details);
  return (
    <div className={classes.error} role="alert" data-tone="failed">
      <IconAlertTriangle size={18} aria-hidden className={classes.errorIcon} />
      <div className={classes.errorBody}>
        <p className={classes.errorTitle}>{ERROR_TITLES[code]}</p>
        <p className={classes.errorText}>
          <DataText text={message} />
        </p>
        {causes.length > 0 && (
          <details className={classes.causes}>
            <summary>Causes</summary>
            <ul>
              {causes.map((cause) => (
                <li key={cause}>
                  <DataText text={cause} />
                </li>
              ))}
            </ul>
          </details>
        )}
        <div className={classes.errorActions}>
          {onRetry && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={onRetry}
            >
              Try again
            </Button>
          )}
          {actions}
        </div>
      </div>
    </div>
  );
}

function causesOf(details: unknown): string[] {
  if (typeof details !== "object" || details === null || !("causes" in details)) return [];
  return Array.isArray(details.causes) ? details.causes.map(String) : [];
}
