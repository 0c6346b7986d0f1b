import { Button } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";

import { useCommand } from "../../api/query";
import type { BulkDetail } from "../../bindings/BulkDetail";
import { EmptyState } from "../../components/feedback/EmptyState";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { Screen } from "../../components/layout/Screen";
import { RelativeTime } from "../../components/time/RelativeTime";
import classes from "./bulk.module.css";
import { BulkResult } from "./BulkResult";
import { BulkStateLabel } from "./BulkStateLabel";

/** One bulk job: what it did, what it left and why, and undo. */
export function BulkJobScreen() {
  const { bulkId }: { bulkId: string } = useParams({ from: "/bulk/$bulkId" });
  const asked = useCommand("bulk.get", { id: Number(bulkId) });
  return (
    <Screen title={`Bulk job ${bulkId}`}>
      {asked.isPending && <SkeletonText lines={6} />}
      {asked.isError &&
        (asked.error.code === "notFound" ? (
          <Gone />
        ) : (
          <ErrorNotice error={asked.error} onRetry={() => void asked.refetch()} />
        ))}
      {asked.data && <Content detail={asked.data} />}
    </Screen>
  );
}

function Content({ detail }: { detail: BulkDetail }) {
  const { job } = detail;
  return (
    <Panel title={job.title} actions={<BulkStateLabel state={job.state} />}>
      <div className={classes.stack}>
        <p className={classes.dim}>
          {job.actor}, <RelativeTime at={job.startedAt} />: {job.reason}
        </p>
        <BulkResult detail={detail} link={false} />
      </div>
    </Panel>
  );
}

function Gone() {
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={IconStack2}
      title="There is no such bulk job in this store"
      action={<Button onClick={() => void navigate({ to: "/bulk" })}>Show all bulk jobs</Button>}
    >
      It may belong to another workspace.
    </EmptyState>
  );
}
