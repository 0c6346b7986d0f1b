import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { useCommand, useCommandMutation } from "../../api/query";
import type { RecordLock } from "../../bindings/RecordLock";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { RecordId } from "../../components/text/RecordId";
import { RelativeTime } from "../../components/time/RelativeTime";
import classes from "./ProcessorScreen.module.css";

/** Records that other processes hold: the cause of UNABLE_TO_LOCK_ROW. One left behind can be released. */
export function LocksPanel() {
  const locks = useCommand("org.locks", {});
  const release = useCommandMutation("org.releaseLock");
  const [chosen, setChosen] = useState<RecordLock>();

  const confirm = (reason: string) => {
    if (!chosen) return;
    release.mutate(
      { recordId: chosen.recordId, reason },
      {
        onSuccess: () => {
          notifications.show({ message: `The lock on ${chosen.recordId} is released.` });
          setChosen(undefined);
        },
      },
    );
  };

  return (
    <Panel title="Record locks in the org">
      {locks.isPending && <SkeletonRows count={3} />}
      {locks.isError && <ErrorNotice error={locks.error} onRetry={() => void locks.refetch()} />}
      {locks.data?.length === 0 && <p className={classes.idle}>No record is locked by another process.</p>}
      {locks.data && locks.data.length > 0 && <LockTable locks={locks.data} onRelease={setChosen} />}
      <ReasonDialog
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        title="Release the lock"
        confirmLabel="Release"
        danger
        busy={release.isPending}
        error={release.error}
        onConfirm={confirm}
      >
        <p>
          {chosen?.holder} holds {chosen?.recordId}: {chosen?.reason}. If it is still at work, what it writes
          and what the Sync Processor writes can get in each other’s way. This cannot be undone.
        </p>
      </ReasonDialog>
    </Panel>
  );
}

function LockTable({ locks, onRelease }: { locks: RecordLock[]; onRelease: (lock: RecordLock) => void }) {
  return (
    <table className={classes.locks}>
      <thead>
        <tr>
          <th scope="col">Record</th>
          <th scope="col">Held by</th>
          <th scope="col">Until</th>
          <th aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {locks.map((lock) => (
          <tr key={lock.recordId}>
            <td>
              <RecordId id={lock.recordId} />
            </td>
            <td data-hint={lock.reason}>{lock.holder}</td>
            <td>{lock.until ? <RelativeTime at={lock.until} /> : "no end"}</td>
            <td>
              <Button size="compact-xs" variant="default" onClick={() => onRelease(lock)}>
                Release…
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
