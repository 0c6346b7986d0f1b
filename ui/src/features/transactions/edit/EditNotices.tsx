import { Button } from "@mantine/core";
import { IconAlertTriangle, IconUsers } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./edit.module.css";
import type { EditFormProps } from "./EditForm";

/** What speaks against the edit as a whole: it is not allowed now, or somebody else was quicker. */
export function EditNotices({
  whyNot,
  changedMeanwhile,
  onCompare,
}: Pick<EditFormProps, "whyNot" | "changedMeanwhile" | "onCompare">) {
  return (
    <>
      {whyNot !== null && <Notice>{`It cannot be edited now. ${whyNot}`}</Notice>}
      {changedMeanwhile && (
        <Notice
          action={
            <Button size="compact-sm" variant="default" onClick={onCompare}>
              Compare
            </Button>
          }
        >
          Someone changed it since you opened it. Nothing of theirs is overwritten.
        </Notice>
      )}
    </>
  );
}

/** A sentence above a form that must not be missed. */
export function Notice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  const Icon = action ? IconUsers : IconAlertTriangle;
  return (
    <div className={classes.notice} data-tone="amber" role="status">
      <Icon size={16} aria-hidden />
      <span className={classes.noticeText}>{children}</span>
      {action}
    </div>
  );
}
