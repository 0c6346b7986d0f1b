import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";

import type { Job } from "../../bindings/Job";
import type { SimulationReport } from "../../bindings/SimulationReport";
import { Panel } from "../../components/layout/Panel";
import { LimitMeters } from "../limits/LimitMeters";
import { Buckets } from "./Buckets";
import { RetrySucceedingDialog } from "./RetrySucceedingDialog";
import classes from "./simulation.module.css";

/** What would happen to many transactions, by outcome and error, and the way to retry those that would succeed. */
export function SimulationReportView({ job, report }: { job: Job; report: SimulationReport }) {
  const [retrying, setRetrying] = useState(false);
  const { wouldSucceed, buckets } = report;
  return (
    <>
      <Panel
        title="What would happen"
        flush
        actions={
          wouldSucceed > 0 && (
            <Button
              size="compact-md"
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={() => setRetrying(true)}
            >
              Retry those that would succeed…
            </Button>
          )
        }
      >
        <p className={classes.summary} role="status">
          {summaryOf(job, report)}
        </p>
        {buckets.length > 0 && <Buckets report={report} />}
      </Panel>
      {report.simulated > 0 && (
        <Panel title="The most that one of them would use">
          <LimitMeters usage={report.mostUsage} limits={report.limits} />
        </Panel>
      )}
      <RetrySucceedingDialog
        jobId={job.id}
        count={wouldSucceed}
        opened={retrying}
        onClose={() => setRetrying(false)}
      />
    </>
  );
}

function summaryOf(job: Job, { total, simulated, skipped, wouldSucceed }: SimulationReport): string {
  const count = (number: number) => number.toLocaleString("en");
  const parts = [
    job.state === "canceled"
      ? `Canceled: ${count(simulated)} of ${count(total)} were simulated`
      : `${count(simulated)} simulated`,
    `${count(wouldSucceed)} would succeed`,
    skipped > 0 &&
      `${count(skipped)} left out: applied, at work, waiting, or behind one that would be tried again`,
  ];
  return `${parts.filter(Boolean).join(" · ")}.`;
}
