import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";

import type { Item } from "../../../bindings/Item";
import type { LogEntry } from "../../../bindings/LogEntry";
import type { ObjectDescribe } from "../../../bindings/ObjectDescribe";
import { DataText } from "../../../components/text/DataText";
import { isHidden } from "../../../components/text/mask";
import { HiddenValue } from "../../personal-data/HiddenValue";
import { CompareItem } from "../compare/CompareItem";
import { looksLikeId } from "../payload/field-text";
import { placeOf, WHOLE } from "../payload/place";
import { JsonText } from "../payload/JsonText";
import { LargePayloadGate } from "../payload/LargePayloadGate";
import { readPayload } from "../payload/payload";
import { PayloadFields } from "../payload/PayloadFields";
import { ItemFacts } from "./ItemFacts";
import classes from "./items.module.css";
import { OrgRecordPanel } from "./OrgRecordPanel";

interface ItemBodyProps {
  item: Item;
  object: ObjectDescribe | undefined;
  errors: LogEntry[];
}

/** The payload of an item as a form or as JSON, what went wrong with it as a whole, and its record in the org. */
export function ItemBody({ item, object, errors }: ItemBodyProps) {
  const [view, setView] = useState<"form" | "json">("form");
  const payload = item.FieldValues;
  const recordId = [item.ProcessedRecordIdentifier, item.RecordIdentifier].find(
    (id): id is string => id !== null && looksLikeId(id),
  );
  return (
    <div className={classes.body}>
      {errors
        .filter(({ FieldName }) => FieldName === null)
        .map(({ Id, ExceptionCode, ExceptionLog }) => (
          <p key={Id} className={classes.error} data-tone="failed">
            <b className="mono">{ExceptionCode}</b>{" "}
            {ExceptionLog !== null && <DataText text={ExceptionLog} />}
          </p>
        ))}
      <ItemFacts item={item} />
      {item.OperationType === "update" && <CompareItem item={item} />}
      {payload === null ? (
        <p className="dim">
          {item.OperationType === "delete" ? "A delete has no payload." : "It has no payload."}
        </p>
      ) : isHidden(payload) ? (
        <HiddenValue
          key={item.SystemModstamp}
          hidden={{ place: placeOf(item), field: WHOLE, label: "the payload" }}
        >
          {(text) => <JsonText text={text} />}
        </HiddenValue>
      ) : (
        <>
          <SegmentedControl
            size="xs"
            className={classes.viewSwitch}
            aria-label="Show the payload as"
            value={view}
            onChange={(value) => setView(value)}
            data={[
              { value: "form", label: "Form" },
              { value: "json", label: "JSON" },
            ]}
          />
          <LargePayloadGate text={payload}>
            {view === "json" ? (
              <JsonText text={payload} />
            ) : (
              <PayloadForm
                key={item.SystemModstamp}
                item={item}
                text={payload}
                object={object}
                errors={errors}
              />
            )}
          </LargePayloadGate>
        </>
      )}
      {recordId !== undefined && <OrgRecordPanel recordId={recordId} object={object} payload={payload} />}
    </div>
  );
}

function PayloadForm({ item, text, object, errors }: { text: string } & ItemBodyProps) {
  const payload = useMemo(() => readPayload(text), [text]);
  if (payload.problem) return <JsonText text={text} />;
  if (payload.fields.length === 0) return <p className="dim">The payload has no fields.</p>;
  return <PayloadFields fields={payload.fields} place={placeOf(item)} object={object} errors={errors} />;
}
