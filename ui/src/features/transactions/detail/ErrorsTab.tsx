import { IconCircleCheck } from "@tabler/icons-react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { RelativeTime } from "../../../components/time/RelativeTime";
import classes from "./detail.module.css";
import { groupedByAttempt, type LogGroup } from "./log-groups";
import { LogEntryCard } from "./LogEntryCard";
import { SimulatedMark } from "./SimulatedMark";

interface ErrorsTabProps {
  detail: TransactionDetail;
  onItem: (itemId: string) => void;
}

/** The log of the transaction, newest first, by the attempt that wrote it. */
export function ErrorsTab({ detail, onItem }: ErrorsTabProps) {
  if (detail.logEntries.length === 0) {
    return (
      <EmptyState icon={IconCircleCheck} title="No errors" good>
        Nothing was logged about this transaction.
      </EmptyState>
    );
  }
  return groupedByAttempt(detail.logEntries, detail.attempts).map((group) => (
    <section key={group.key} className={classes.group}>
      <h3 className={classes.groupTitle}>
        <GroupTitle group={group} />
      </h3>
      <ul className={classes.cards}>
        {group.entries.map((entry) => (
          <LogEntryCard
            key={entry.Id}
            entry={entry}
            item={detail.items.find(({ Id }) => Id === entry.ExceptionLocation)}
            onItem={onItem}
          />
        ))}
      </ul>
    </section>
  ));
}

function GroupTitle({ group: { attempt, byHand, simulated, entries } }: { group: LogGroup }) {
  if (simulated) {
    return (
      <>
        <SimulatedMark />
        {entries[0] && (
          <span className="dim">
            <RelativeTime at={entries[0].CreatedDate} />
          </span>
        )}
      </>
    );
  }
  if (!attempt) return byHand ? "Logged by hand" : "Of no recorded attempt";
  return (
    <>
      Attempt {attempt.number} <StatusLabel status={attempt.outcome} />{" "}
      <span className="dim">
        <RelativeTime at={attempt.startedAt} />
      </span>
    </>
  );
}
