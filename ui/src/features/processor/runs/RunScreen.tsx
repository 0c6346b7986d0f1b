import { Button } from "@mantine/core";
import { IconArrowLeft, IconHistory } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";

import { useCommand } from "../../../api/query";
import type { RunDetail } from "../../../bindings/RunDetail";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { Panel } from "../../../components/layout/Panel";
import { Screen } from "../../../components/layout/Screen";
import { PartsTable } from "./PartsTable";
import { RunFacts } from "./RunFacts";
import classes from "./runs.module.css";

/** One run of the Sync Processor: what it came to, and its parts. */
export function RunScreen() {
  const { runId }: { runId: string } = useParams({ from: "/processor/runs/$runId" });
  const navigate = useNavigate();
  const run = useCommand("runs.get", { id: Number(runId) });
  const toRuns = () => void navigate({ to: "/processor/runs" });
  return (
    <Screen
      title={`Run ${Number(runId).toLocaleString("en")}`}
      actions={
        <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={toRuns}>
          All runs
        </Button>
      }
    >
      {run.isPending && <SkeletonText lines={10} />}
      {run.isError &&
        (run.error.code === "notFound" ? (
          <EmptyState
            icon={IconHistory}
            title="There is no such run"
            action={<Button onClick={toRuns}>Show all runs</Button>}
          >
            It may belong to another workspace.
          </EmptyState>
        ) : (
          <ErrorNotice error={run.error} onRetry={() => void run.refetch()} />
        ))}
      {run.data && <Run detail={run.data} />}
    </Screen>
  );
}

function Run({ detail: { run, parts } }: { detail: RunDetail }) {
  return (
    <div className={classes.stack}>
      <Panel title={run.name}>
        <RunFacts run={run} />
      </Panel>
      <Panel title="Parts" flush>
        {parts.length === 0 ? (
          <p className={classes.none}>
            {run.endedAt === null ? "No batch has been taken yet." : "Nothing was due: it took no batch."}
          </p>
        ) : (
          <PartsTable parts={parts} />
        )}
      </Panel>
    </div>
  );
}
