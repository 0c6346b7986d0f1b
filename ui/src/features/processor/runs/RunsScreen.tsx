import { Button, Group } from "@mantine/core";
import { IconHistory, IconPlayerPlay } from "@tabler/icons-react";

import { useDialogs } from "../../../app/dialogs/dialogs";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../../components/feedback/Skeletons";
import { Panel } from "../../../components/layout/Panel";
import { Screen } from "../../../components/layout/Screen";
import { PauseBanner } from "../PauseBanner";
import { RunsTable } from "./RunsTable";
import { useRuns } from "./useRuns";

/** The runs of the Sync Processor, newest first: what started them, how they ended, what they came to. */
export function RunsScreen() {
  const openDialog = useDialogs();
  const { runs, isPending, error, hasMore, loadingMore, loadMore, retry } = useRuns();
  const runNow = (
    <Button
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      onClick={() => openDialog({ kind: "run" })}
    >
      Run now…
    </Button>
  );
  return (
    <Screen
      title="Runs"
      lead="Each run of the Sync Processor on this store, whoever started it, newest first."
      actions={runNow}
    >
      <PauseBanner />
      <Panel title="All runs" flush>
        {isPending && <SkeletonRows count={10} />}
        {runs.length > 0 && <RunsTable runs={runs} />}
        {error && <ErrorNotice error={error} onRetry={retry} />}
        {!isPending && !error && runs.length === 0 && (
          <EmptyState icon={IconHistory} title="No run yet" action={runNow}>
            Run the processor now, or activate a schedule that does it.
          </EmptyState>
        )}
        {hasMore && (
          <Group justify="center" p="sm">
            <Button variant="default" size="compact-md" loading={loadingMore} onClick={loadMore}>
              Show older runs
            </Button>
          </Group>
        )}
      </Panel>
    </Screen>
  );
}
