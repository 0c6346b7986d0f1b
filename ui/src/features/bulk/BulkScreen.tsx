import { Button, Group } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useCommand } from "../../api/query";
import type { BulkJob } from "../../bindings/BulkJob";
import { EmptyState } from "../../components/feedback/EmptyState";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { Screen } from "../../components/layout/Screen";
import { RelativeTime } from "../../components/time/RelativeTime";
import { DataText } from "../../components/text/DataText";
import classes from "./bulk.module.css";
import { BulkStateLabel } from "./BulkStateLabel";
import { undoStanding } from "./words";

/** Jobs that are shown, and by how many more the list grows. */
const PAGE = 50;

/** The bulk jobs of this store, newest first. */
export function BulkScreen() {
  const [limit, setLimit] = useState(PAGE);
  const navigate = useNavigate();
  const list = useCommand("bulk.list", { before: null, limit });
  const jobs = list.data?.jobs ?? [];
  return (
    <Screen
      title="Bulk jobs"
      lead="What was done to many transactions at once, by whom and why. Open one to see what it left, or to undo it."
    >
      <Panel title="All bulk jobs" flush>
        {list.isPending && <SkeletonRows count={8} />}
        {jobs.length > 0 && <Jobs jobs={jobs} />}
        {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && jobs.length === 0 && (
          <EmptyState
            icon={IconStack2}
            title="No bulk job yet"
            action={
              <Button onClick={() => void navigate({ to: "/transactions" })}>Go to Transactions</Button>
            }
          >
            Filter the transactions, then act on all that match.
          </EmptyState>
        )}
        {list.data?.hasMore && (
          <Group justify="center" p="sm">
            <Button variant="default" size="compact-md" onClick={() => setLimit(limit + PAGE)}>
              Show older jobs
            </Button>
          </Group>
        )}
      </Panel>
    </Screen>
  );
}

function Jobs({ jobs }: { jobs: BulkJob[] }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Bulk jobs">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              No
            </th>
            <th scope="col">What and why</th>
            <th scope="col">State</th>
            <th scope="col">Began</th>
            <th scope="col">By</th>
            <th scope="col" className={classes.number}>
              Changed
            </th>
            <th scope="col" className={classes.number}>
              Left
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.id}>
              <td className={classes.number}>{job.id}</td>
              <th scope="row">
                <Link to="/bulk/$bulkId" params={{ bulkId: String(job.id) }} className={classes.link}>
                  <DataText text={job.title} />
                </Link>
                <span className={classes.reason}>
                  <DataText text={job.reason} />
                </span>
                {job.undoneBy !== null && (
                  <span className={classes.reason}>Undone by bulk job {job.undoneBy}</span>
                )}
                {undoStanding(job) === "past" && (
                  <span className={classes.reason}>Can no longer be undone</span>
                )}
              </th>
              <td>
                <BulkStateLabel state={job.state} />
              </td>
              <td>
                <RelativeTime at={job.startedAt} />
              </td>
              <td>
                <DataText text={job.actor} />
              </td>
              <td className={classes.number}>{job.done.toLocaleString("en")}</td>
              <td className={classes.number}>{job.refused.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
