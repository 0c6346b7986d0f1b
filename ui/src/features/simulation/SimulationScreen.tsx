import { Button } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";

import { useCommand } from "../../api/query";
import type { Job } from "../../bindings/Job";
import { EmptyState } from "../../components/feedback/EmptyState";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { JobProgress } from "../../components/job/JobProgress";
import { Panel } from "../../components/layout/Panel";
import { Screen } from "../../components/layout/Screen";
import { useJobs } from "../jobs/useJobs";
import classes from "./simulation.module.css";
import { SimulationReportView } from "./SimulationReportView";

/** A simulation of many: how far it is, then what would happen, in buckets. */
export function SimulationScreen() {
  const { jobId }: { jobId: string } = useParams({ from: "/simulations/$jobId" });
  const id = Number(jobId);
  const asked = useCommand("jobs.get", { id });
  // The list is kept up to date by events; the answer is as old as the screen.
  const job = useJobs().find((one) => one.id === id) ?? asked.data;
  return (
    <Screen
      title="Simulation"
      lead="What the Sync Processor would do. Nothing of the org or the queue was changed; what was found is in the logs, marked as simulated."
    >
      {!job && asked.isPending && <SkeletonText lines={8} />}
      {!job &&
        asked.isError &&
        (asked.error.code === "notFound" ? (
          <Gone />
        ) : (
          <ErrorNotice error={asked.error} onRetry={() => void asked.refetch()} />
        ))}
      {job && <SimulationJob job={job} />}
    </Screen>
  );
}

function SimulationJob({ job }: { job: Job }) {
  const report = job.result && "simulation" in job.result ? job.result.simulation : undefined;
  return (
    <div className={classes.screen}>
      <Panel title="Progress">
        <JobProgress job={job} />
      </Panel>
      {job.error && <ErrorNotice error={job.error} />}
      {report && <SimulationReportView job={job} report={report} />}
    </div>
  );
}

function Gone() {
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={IconFlask}
      title="This simulation is not kept any more"
      action={<Button onClick={() => void navigate({ to: "/transactions" })}>Go to Transactions</Button>}
    >
      Simulations are kept until the console is closed. Select transactions and simulate them again: they may
      have changed since.
    </EmptyState>
  );
}
