import type { ReactNode } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { DataText } from "../../../components/text/DataText";
import { RecordId } from "../../../components/text/RecordId";
import { RelativeTime } from "../../../components/time/RelativeTime";
import classes from "./detail.module.css";

/** What an admin looks at first: times, device, versions, attempts. */
export function Facts({ detail }: { detail: TransactionDetail }) {
  const { transaction } = detail;
  const device = [transaction.DeviceType, transaction.DevicePlatform]
    .filter((text) => text !== null)
    .join(", ");
  const attempts = transaction.NumberOfFailedAttempts ?? 0;
  const facts: [label: string, value: ReactNode][] = [
    ["Id", <RecordId key="id" id={transaction.Id} />],
    ["Device", <Device key="device" id={transaction.DeviceIdentifier} kind={device} />],
    ["Made on device", <RelativeTime key="made" at={transaction.OfflineTimestamp} />],
    ["App version", <DataText key="app" text={transaction.AppVersion} />],
    ["Received", <RelativeTime key="received" at={transaction.CreatedDate} />],
    ["Metadata version", <DataText key="metadata" text={transaction.MetadataVersion} />],
    ["Last changed", <RelativeTime key="changed" at={transaction.LastModifiedDate} />],
    ["Failed attempts", attempts.toLocaleString("en")],
    ["Assigned to", detail.assignee === null ? "nobody" : <DataText key="who" text={detail.assignee} />],
  ];
  if (detail.nextAttemptAt !== null) {
    facts.push(["Next attempt", <RelativeTime key="next" at={detail.nextAttemptAt} />]);
  }
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Device({ id, kind }: { id: string; kind: string }) {
  return (
    <>
      <RecordId id={id} />
      {kind !== "" && <span className="dim"> {kind}</span>}
    </>
  );
}
