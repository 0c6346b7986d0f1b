import { Button } from "@mantine/core";
import { useState } from "react";

import type { LogEntry } from "../../../bindings/LogEntry";
import type { ObjectDescribe } from "../../../bindings/ObjectDescribe";
import type { RevealPlace } from "../../../bindings/RevealPlace";
import { DataText } from "../../../components/text/DataText";
import { FieldValue } from "./FieldValue";
import { isSameName, type PayloadField } from "./payload";
import classes from "./payload.module.css";

interface PayloadFieldsProps {
  fields: PayloadField[];
  /** Where hidden values of it are revealed. */
  place: RevealPlace;
  /** What the org knows of the object; none when it does not know it. */
  object: ObjectDescribe | undefined;
  /** The errors of the last attempt on this item. */
  errors: LogEntry[];
}

/** So many fields are shown without being asked for; more would keep the window busy. */
const WITHOUT_ASKING = 200;

/** A payload as a form that only shows: label, API name, value, and what the last attempt said of it. */
export function PayloadFields({ fields, place, object, errors }: PayloadFieldsProps) {
  const [asked, setAsked] = useState(false);
  const isToldOf = ({ name }: PayloadField) =>
    errors.some(({ FieldName }) => FieldName !== null && isSameName(FieldName, name));
  const shown = asked ? fields : fields.filter((field, at) => at < WITHOUT_ASKING || isToldOf(field));
  const missing = errors.filter(
    ({ FieldName }) => FieldName !== null && !fields.some(({ name }) => isSameName(name, FieldName)),
  );
  return (
    <>
      <dl className={classes.fields}>
        {shown.map(({ name, json }) => (
          <Row
            key={name}
            name={name}
            json={json}
            place={place}
            object={object}
            errors={errors.filter(({ FieldName }) => FieldName !== null && isSameName(FieldName, name))}
          />
        ))}
        {missing.map((error) => (
          <Row
            key={error.Id}
            name={error.FieldName ?? ""}
            json={null}
            place={place}
            object={object}
            errors={[error]}
          />
        ))}
      </dl>
      {shown.length < fields.length && (
        <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
          Show all {fields.length.toLocaleString("en")} fields
        </Button>
      )}
    </>
  );
}

interface RowProps {
  name: string;
  /** None when the payload does not have the field. */
  json: string | null;
  place: RevealPlace;
  object: ObjectDescribe | undefined;
  errors: LogEntry[];
}

function Row({ name, json, place, object, errors }: RowProps) {
  const field = object?.fields.find((other) => isSameName(other.name, name));
  return (
    <div className={classes.field} data-tone={errors.length > 0 ? "failed" : undefined}>
      <dt className={classes.label} data-hint={field?.help ?? undefined}>
        {field ? field.label : <DataText text={name} />}
        <span className={classes.api}>
          {field ? `${name} · ${field.type}` : object ? "not known to the org" : null}
        </span>
      </dt>
      <dd className={classes.value}>
        {json === null ? (
          <span className={classes.none}>not in the payload</span>
        ) : (
          <FieldValue json={json} field={field} reveal={{ place, name }} />
        )}
      </dd>
      {errors.map(({ Id, ExceptionCode, ExceptionLog }) => (
        <dd key={Id} className={classes.error}>
          <b className="mono">{ExceptionCode !== null && <DataText text={ExceptionCode} />}</b>{" "}
          {ExceptionLog !== null && <DataText text={ExceptionLog} />}
        </dd>
      ))}
    </div>
  );
}
