import { useCommand } from "../../api/query";
import type { Overview } from "../../bindings/Overview";
import type { StatusCounts } from "../../bindings/StatusCounts";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { Screen } from "../../components/layout/Screen";
import { ActivityPanel } from "./ActivityPanel";
import { Attention } from "./Attention";
import { BacklogPanel } from "./BacklogPanel";
import { EmptyQueue } from "./EmptyQueue";
import { FailedPanels } from "./FailedPanels";
import classes from "./OverviewScreen.module.css";
import { StatusCards } from "./StatusCards";

/** What needs attention, at a glance: the admin's daily look. */
export function OverviewScreen() {
  const { data: overview, isPending, isError, error, refetch } = useCommand("overview.get", {});
  return (
    <Screen
      title="Overview"
      lead="The transaction queue at a glance. Every number leads to the transactions behind it."
    >
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <SkeletonText lines={12} />}
      {overview && (isEmpty(overview.counts) ? <EmptyQueue /> : <Parts overview={overview} />)}
    </Screen>
  );
}

function Parts({ overview }: { overview: Overview }) {
  return (
    <div className={classes.parts}>
      <Attention overview={overview} />
      <StatusCards counts={overview.counts} />
      <div className={classes.columns}>
        <BacklogPanel overview={overview} />
        <FailedPanels overview={overview} />
      </div>
      <ActivityPanel hours={overview.hours} marks={overview.marks} />
    </div>
  );
}

function isEmpty(counts: StatusCounts): boolean {
  return Object.values(counts).every((count) => count === 0);
}
