import type { Transaction } from "../../../bindings/Transaction";
import { DataText } from "../../../components/text/DataText";
import { RecordId } from "../../../components/text/RecordId";
import { exactLocal } from "../../../components/time/format";
import { looksLikeId } from "../payload/field-text";
import payloadClasses from "../payload/payload.module.css";
import classes from "./detail.module.css";

type Field = keyof Transaction;

/** Every field of the transaction, by what it is about. */
const GROUPS: [title: string, fields: Field[]][] = [
  [
    "Queue",
    ["Id", "Name", "Status", "OwnerId", "OfflineUniqueIdentifier", "Sequence", "DependentOfflineIdentifiers"],
  ],
  ["Processing", ["IsRealTime", "IsBulk", "IsOwnerPermissionEnforced", "IsDebugMode", "ApiType", "ApiName"]],
  [
    "Attempts",
    [
      "NumberOfFailedAttempts",
      "IsRetry",
      "IsSimulatable",
      "CanCancDpndBeRetired",
      "LastRunLogId",
      "LastRunDebug",
    ],
  ],
  [
    "Items",
    [
      "ExpectedRecordCount",
      "ActualRecordsCount",
      "TotSyncTranRecordCount",
      "IsWithSignedItem",
      "TransactionSource",
    ],
  ],
  [
    "Device",
    [
      "DeviceIdentifier",
      "DevicePlatform",
      "DeviceType",
      "AppVersion",
      "MetadataVersion",
      "UserDeviceData",
      "Comments",
    ],
  ],
  [
    "Record",
    [
      "OfflineTimestamp",
      "CreatedDate",
      "CreatedById",
      "LastModifiedDate",
      "LastModifiedById",
      "SystemModstamp",
      "LastViewedDate",
      "LastReferencedDate",
      "IsDeleted",
    ],
  ],
];

/** Every field of the transaction, by API name. */
export function DetailsTab({ transaction }: { transaction: Transaction }) {
  return GROUPS.map(([title, fields]) => (
    <section key={title} className={classes.group}>
      <h3 className={classes.groupTitle}>{title}</h3>
      <dl className={payloadClasses.fields}>
        {fields.map((name) => (
          <div key={name} className={payloadClasses.field}>
            <dt className={`${payloadClasses.label} mono`}>{name}</dt>
            <dd className={payloadClasses.value}>
              <Value name={name} value={transaction[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

function Value({ name, value }: { name: string; value: Transaction[Field] }) {
  if (value === null || value === "") return <span className={payloadClasses.none}>empty</span>;
  const text = String(value);
  if (name.endsWith("Id") && looksLikeId(text)) return <RecordId id={text} whole />;
  if (/(?:Date|Timestamp|Modstamp)$/.test(name) && !Number.isNaN(Date.parse(text))) {
    return (
      <time dateTime={text} data-hint={exactLocal(text)}>
        {text}
      </time>
    );
  }
  return <DataText text={text} />;
}
