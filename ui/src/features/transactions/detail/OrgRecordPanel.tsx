import { IconDatabase } from "@tabler/icons-react";
import { useState } from "react";

import { useCommand } from "../../../api/query";
import type { ObjectDescribe } from "../../../bindings/ObjectDescribe";
import type { OrgRecord } from "../../../bindings/OrgRecord";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { DataText } from "../../../components/text/DataText";
import { FieldValue } from "../payload/FieldValue";
import { fieldsOf, isSameName } from "../payload/payload";
import payloadClasses from "../payload/payload.module.css";
import classes from "./items.module.css";

interface OrgRecordPanelProps {
  recordId: string;
  object: ObjectDescribe | undefined;
  /** The payload of the item: its fields come first. */
  payload: string | null;
}

/** The record in the org now, asked for when it is opened. */
export function OrgRecordPanel(props: OrgRecordPanelProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.record} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <IconDatabase size={14} aria-hidden /> The record in the org now
      </summary>
      {open && <LoadedRecord {...props} />}
    </details>
  );
}

function LoadedRecord({ recordId, object, payload }: OrgRecordPanelProps) {
  const record = useCommand("org.record", { id: recordId });
  if (record.error?.code === "notFound") return <p className="dim">The org has no record with this Id.</p>;
  if (record.isError) return <ErrorNotice error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <SkeletonText lines={3} />;
  return <RecordFields record={record.data} object={object} payload={payload} />;
}

function RecordFields({
  record,
  object,
  payload,
}: { record: OrgRecord } & Omit<OrgRecordPanelProps, "recordId">) {
  const inPayload = fieldsOf(payload);
  const isInPayload = (name: string) => inPayload.some((field) => isSameName(field.name, name));
  const names = Object.keys(record.values);
  const shown = [...names.filter(isInPayload), ...names.filter((name) => !isInPayload(name))];
  return (
    <>
      <p className={classes.recordName}>
        <DataText text={record.name} />
        {record.isDeleted && <b> is in the recycle bin</b>}
      </p>
      <dl className={payloadClasses.fields}>
        {shown.map((name) => {
          const field = object?.fields.find((other) => other.name === name);
          return (
            <div key={name} className={payloadClasses.field}>
              <dt className={payloadClasses.label}>
                {field?.label ?? name}
                <span className={payloadClasses.api}>
                  {name}
                  {isInPayload(name) && " · in this item"}
                </span>
              </dt>
              <dd className={payloadClasses.value}>
                <FieldValue
                  json={JSON.stringify(record.values[name] ?? null)}
                  field={field}
                  reveal={{ place: { kind: "record", recordId: record.id }, name }}
                />
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
