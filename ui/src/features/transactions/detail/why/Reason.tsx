import { Link } from "@tanstack/react-router";
import { Fragment } from "react";

import type { Status } from "../../../../bindings/Status";
import type { TransactionRef } from "../../../../bindings/TransactionRef";
import type { WaitReason } from "../../../../bindings/WaitReason";
import { StatusLabel } from "../../../../components/status/StatusLabel";
import { DataText } from "../../../../components/text/DataText";
import { RelativeTime } from "../../../../components/time/RelativeTime";
import classes from "../detail.module.css";

interface ReasonProps {
  reason: WaitReason;
  onOpen: (transactionId: string) => void;
}

/** What an admin can do about a transaction that no processor will take. */
const ADMIN: Partial<Record<Status, string>> = {
  Failed: "No attempt follows by itself: edit, retry or ignore it.",
  Canceled: "It will not be processed. Retry brings it back into the queue.",
  Manual: "An admin handles it by hand: mark it resolved when that is done, or retry it.",
};

/** One reason in plain words, with the way to what it names. */
export function Reason({ reason, onOpen }: ReasonProps) {
  switch (reason.kind) {
    case "behind":
      return (
        <>
          It is behind <Named transaction={reason.transaction} onOpen={onOpen} /> of the same user, which
          comes first and is still pending
          {reason.until !== null && (
            <>
              ; its next attempt is due <RelativeTime at={reason.until} />
            </>
          )}
          .
        </>
      );
    case "dependency":
      return reason.transaction ? (
        <>
          It depends on <Named transaction={reason.transaction} onOpen={onOpen} />, which must be Success
          first.
        </>
      ) : (
        <>
          It depends on a transaction that has not arrived: <DataText text={reason.identifier} />. The user’s
          next sync may bring it.
        </>
      );
    case "cycle":
      return (
        <>
          It can never begin, because these depend on each other in a circle:{" "}
          {reason.transactions.map((transaction, at) => (
            <Fragment key={at}>
              {at > 0 && " → "}
              <Named transaction={transaction} onOpen={onOpen} />
            </Fragment>
          ))}
          . Take a dependency out of one of them, or ignore one.
        </>
      );
    case "items":
      return `Items are still arriving: ${reason.received.toLocaleString("en")} of ${reason.expected.toLocaleString("en")} are here.`;
    case "retryAt":
      return (
        <>
          Its next attempt is due <RelativeTime at={reason.at} />.
        </>
      );
    case "outsideLookback":
      return (
        <>
          It is outside the lookback: runs take what was made in the last{" "}
          {reason.lookbackDays.toLocaleString("en")} days, and it is older since{" "}
          <RelativeTime at={reason.since} />. A{" "}
          <Link to="/processor" className={classes.link}>
            run with a longer lookback
          </Link>{" "}
          takes it.
        </>
      );
    case "paused":
      return (
        <>
          The{" "}
          <Link to="/processor" className={classes.link}>
            Sync Processor is paused
          </Link>
          , by <DataText text={reason.by} /> <RelativeTime at={reason.at} />: “
          <DataText text={reason.reason} />”
        </>
      );
    case "inWork":
      return (
        <>
          {reason.processor === "" ? "A processor" : <DataText text={reason.processor} />} works on it right
          now; if that one dies, it goes back to the queue <RelativeTime at={reason.until} />.
        </>
      );
    case "nextRun":
      return <NextRun at={reason.at} schedule={reason.schedule} />;
    case "admin":
      return ADMIN[reason.status] ?? "An admin must act on it.";
  }
}

function NextRun({ at, schedule }: { at: string | null; schedule: string | null }) {
  if (at === null) {
    return (
      <>
        Nothing stands in its way, but no run is planned:{" "}
        <Link to="/processor" className={classes.link}>
          run the processor
        </Link>{" "}
        or{" "}
        <Link to="/processor/schedules" className={classes.link}>
          activate a schedule
        </Link>
        .
      </>
    );
  }
  return (
    <>
      Nothing stands in its way. The next run begins <RelativeTime at={at} />
      {schedule !== null && (
        <>
          {" "}
          by the schedule{" "}
          <Link to="/processor/schedules" className={classes.link}>
            {schedule}
          </Link>
        </>
      )}
      .
    </>
  );
}

function Named({ transaction, onOpen }: { transaction: TransactionRef; onOpen: (id: string) => void }) {
  const { id, name, status } = transaction;
  return (
    <>
      <button type="button" className={classes.link} onClick={() => onOpen(id)}>
        {name}
      </button>{" "}
      <StatusLabel status={status} />
    </>
  );
}
