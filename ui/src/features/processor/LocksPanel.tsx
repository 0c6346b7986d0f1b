import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery, useCommand, useCommandMutation } from "../../api/query";
import type { RecordLock } from "../../bindings/RecordLock";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { LockTable } from "./LockTable";
import classes from "./ProcessorScreen.module.css";

/** Records that other processes hold: the cause of UNABLE_TO_LOCK_ROW. One left behind can be released. */
export function LocksPanel() {
  const locks = useCommand("org.locks", {});
  const [chosen, setChosen] = useState<RecordLock>();
  return (
    <Panel title="Record locks in the org">
      {locks.isPending && <SkeletonRows count={3} />}
      {locks.isError && <ErrorNotice error={locks.error} onRetry={() => void locks.refetch()} />}
      {locks.data?.length === 0 && (
        <p className={classes.idle}>No record is locked by another process: none makes a transaction wait.</p>
      )}
      {locks.data && locks.data.length > 0 && (
        <>
          <p className={classes.idle}>
            A transaction that needs one of these records ends its attempt with UNABLE_TO_LOCK_ROW.
          </p>
          <LockTable locks={locks.data} onRelease={setChosen} />
        </>
      )}
      {chosen && <ReleaseDialog lock={chosen} onClose={() => setChosen(undefined)} />}
    </Panel>
  );
}

function ReleaseDialog({ lock, onClose }: { lock: RecordLock; onClose: () => void }) {
  const client = useQueryClient();
  const release = useCommandMutation("org.releaseLock");
  const { recordId, holder, reason: why } = lock;

  const confirm = (reason: string) =>
    release.mutate(
      { recordId, reason },
      {
        onSuccess: (locksLeft) => {
          client.setQueryData(commandQuery("org.locks", {}).queryKey, locksLeft);
          notifications.show({ color: "green", message: `The lock on ${recordId} is released.` });
          onClose();
        },
      },
    );

  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title="Release the lock"
      confirmLabel="Release"
      danger
      busy={release.isPending}
      error={release.error}
      onConfirm={confirm}
    >
      <p className={classes.what}>
        {holder} holds {recordId} ({why}). If it is still at work, what it writes and what the Sync Processor
        writes can get in each other’s way. This cannot be undone.
      </p>
    </ReasonDialog>
  );
}
