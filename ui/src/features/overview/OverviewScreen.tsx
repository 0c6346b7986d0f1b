import { Button } from "@mantine/core";
import { IconReport } from "@tabler/icons-react";

import { useCommand } from "../../api/query";
import { useDialogs } from "../../app/dialogs/dialogs";
import type { ErrorGroup } from "../../bindings/ErrorGroup";
import type { Overview } from "../../bindings/Overview";
import type { StatusCounts } from "../../bindings/StatusCounts";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { Screen } from "../../components/layout/Screen";
import { ActivityPanel } from "./ActivityPanel";
import { Attention } from "./Attention";
import { BacklogPanel } from "./BacklogPanel";
import { DevicesPanel } from "./DevicesPanel";
import { EmptyQueue } from "./EmptyQueue";
import { FailedPanels } from "./FailedPanels";
import classes from "./OverviewScreen.module.css";
import { StatusCards } from "./StatusCards";

/** What needs attention, at a glance: the admin's daily look. */
export function OverviewScreen() {
  const { data: overview, isPending, isError, error, refetch } = useCommand("overview.get", {});
  const openDialog = useDialogs();
  const groups = useCommand("errorGroups.list", {});
  return (
    <Screen
      title="Overview"
      lead="The transaction queue at a glance. Every number leads to the transactions behind it."
      actions={
        <Button
          variant="default"
          leftSection={<IconReport size={16} aria-hidden />}
          onClick={() => openDialog({ kind: "report" })}
        >
          Daily report…
        </Button>
      }
    >
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {groups.isError && <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} />}
      {(isPending || groups.isPending) && <SkeletonText lines={12} />}
      {overview &&
        !groups.isPending &&
        (isEmpty(overview.counts) ? (
          <EmptyQueue />
        ) : (
          <Parts overview={overview} groups={groups.data?.groups ?? []} />
        ))}
    </Screen>
  );
}

function Parts({ overview, groups }: { overview: Overview; groups: ErrorGroup[] }) {
  return (
    <div className={classes.parts}>
      <Attention overview={overview} groups={groups} />
      <StatusCards counts={overview.counts} />
      <ActivityPanel hours={overview.hours} marks={overview.marks} />
      <div className={classes.columns}>
        <BacklogPanel overview={overview} />
        <FailedPanels overview={overview} />
      </div>
      <DevicesPanel offline={overview.offlineDevices} />
    </div>
  );
}

function isEmpty(counts: StatusCounts): boolean {
  return Object.values(counts).every((count) => count === 0);
}
