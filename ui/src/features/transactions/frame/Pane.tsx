import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import classes from "./frame.module.css";

interface PaneProps {
  label: string;
  /** What it shows is of the one before, out of reach, while the next loads. */
  stale: boolean;
  children: ReactNode;
}

/** What stands in a `DetailFrame`. */
export function Pane({ label, stale, children }: PaneProps) {
  return (
    <aside className={classes.pane} aria-label={label}>
      <div className={classes.body} inert={stale} data-stale={stale || undefined}>
        {children}
      </div>
    </aside>
  );
}

interface EmptyPaneProps {
  label: string;
  close: ReactNode;
  /** Why there is nothing to show; none while it loads. */
  error: unknown;
  onRetry: () => void;
}

/** A pane that loads, or that cannot be shown. */
export function EmptyPane({ label, close, error, onRetry }: EmptyPaneProps) {
  return (
    <aside className={classes.pane} aria-label={label}>
      <div className={classes.alone}>
        <div className={classes.closeAlone}>{close}</div>
        {error ? <ErrorNotice error={error} onRetry={onRetry} /> : <SkeletonText lines={12} />}
      </div>
    </aside>
  );
}

/** Closes a pane. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label="Close the detail" onClick={onClose}>
      <IconX size={17} aria-hidden />
    </ActionIcon>
  );
}
