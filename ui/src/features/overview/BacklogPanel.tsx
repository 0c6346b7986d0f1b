import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { Overview } from "../../bindings/Overview";
import type { UserBacklog } from "../../bindings/UserBacklog";
import { EmptyState } from "../../components/feedback/EmptyState";
import { Panel } from "../../components/layout/Panel";
import { DataTable } from "../../components/table/DataTable";
import { RecordId } from "../../components/text/RecordId";
import { age } from "../../components/time/format";
import { RelativeTime } from "../../components/time/RelativeTime";
import { useNow } from "../../components/time/useNow";
import { NEW_LIMIT, waited } from "./backlog";
import classes from "./OverviewScreen.module.css";
import { TABLE_HEIGHT } from "./table-height";

/** How long the New transactions wait, and whose wait too long. */
export function BacklogPanel({ overview }: { overview: Overview }) {
  const { counts, oldestNew, usersWithOldNew: users } = overview;
  return (
    <div id="backlog" className={classes.anchor}>
      <Panel title="New for more than a day">
        <OldestNew since={oldestNew} count={counts.New} />
        <Ages median={overview.medianNew} p95={overview.p95New} />
        {users.length === 0 ? (
          <EmptyState icon={IconCircleCheck} title="Nobody waits for more than a day" good />
        ) : (
          <>
            <p className={classes.advice}>
              Contact these users: a full manual sync (Sync Database) on the device brings the rest of their
              changes. If only the queue is behind, run the <Link to="/processor">Sync Processor</Link>.
            </p>
            <BacklogTable users={users} />
          </>
        )}
      </Panel>
    </div>
  );
}

function OldestNew({ since, count }: { since: string | null; count: number }) {
  const time = waited(since, useNow());
  if (time === undefined) return <p className={classes.oldest}>No transaction is New: the queue is empty.</p>;
  return (
    <p className={classes.oldest}>
      The oldest of{" "}
      <Link to="/transactions" search={{ view: "new", ascending: true }}>
        {count.toLocaleString("en")} New
      </Link>{" "}
      has waited{" "}
      <strong data-tone={time > NEW_LIMIT ? "failed" : "success"} className={classes.toned}>
        {age(time)}
      </strong>
      .
    </p>
  );
}

/** How long half of the New transactions have waited, and one of twenty. */
function Ages({ median, p95 }: { median: string | null; p95: string | null }) {
  const now = useNow();
  const [half, longest] = [waited(median, now), waited(p95, now)];
  if (half === undefined || longest === undefined) return null;
  return (
    <p className={classes.advice}>
      Half have waited {age(half)} or longer (p50), one of twenty {age(longest)} or longer (p95).
    </p>
  );
}

const COLUMNS = ["User", { name: "New", isNumber: true }, { name: "Oldest received", isNumber: true }];

function BacklogTable({ users }: { users: UserBacklog[] }) {
  return (
    <DataTable label="Users with old New transactions" columns={COLUMNS} maxHeight={TABLE_HEIGHT}>
      {users.map(({ ownerId, ownerName, count, oldest }) => (
        <tr key={ownerId}>
          <th scope="row">{ownerName ?? <RecordId id={ownerId} />}</th>
          <td data-align="right">
            <Link
              to="/transactions"
              search={{ view: "new", ownerId }}
              aria-label={`${count} New transactions of ${ownerName ?? ownerId}`}
            >
              {count.toLocaleString("en")}
            </Link>
          </td>
          <td data-align="right">
            <RelativeTime at={oldest} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
