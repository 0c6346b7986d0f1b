import type { FieldEffect } from "../../bindings/FieldEffect";
import type { ItemSimulation } from "../../bindings/ItemSimulation";
import { ValueDiff } from "../../components/diff/ValueDiff";
import { DataText } from "../../components/text/DataText";
import { RecordId } from "../../components/text/RecordId";
import { OperationLabel } from "../transactions/payload/OperationLabel";
import classes from "./simulation.module.css";

interface SimulatedItemProps {
  item: ItemSimulation;
  /** Whether the transaction as a whole would succeed: all or none. */
  succeeds: boolean;
}

/** What one item would do: to which record and with it to others, values before and after, and its errors. */
export function SimulatedItem({ item, succeeds }: SimulatedItemProps) {
  const { operation, objectName, recordId, fields, others, errors } = item;
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <OperationLabel operation={operation} />
        <b>
          <DataText text={objectName} />
        </b>
        {operation === "insert" ? (
          <span className="dim">a new record</span>
        ) : (
          recordId !== null && <RecordId id={recordId} />
        )}
      </div>
      {errors.map(({ code, message, fieldName, value }) => (
        <p key={`${code} ${fieldName} ${message}`} className={classes.itemError} data-tone="failed">
          <b className="mono">{code}</b>{" "}
          {fieldName !== null && (
            <span className="mono">
              <DataText text={fieldName} />{" "}
            </span>
          )}
          <DataText text={message} />
          {value !== null && (
            <span className={classes.itemValue}>
              The value: <DataText text={value} />
            </span>
          )}
        </p>
      ))}
      <Effects fields={fields} />
      {others.map((other) => (
        <section
          key={other.recordId}
          className={classes.other}
          aria-label={`Changed with it: ${other.recordId}`}
        >
          <p>
            Changed with it: <DataText text={other.objectName} /> <RecordId id={other.recordId} />
          </p>
          <Effects fields={other.fields} />
        </section>
      ))}
      {fields.length + others.length + errors.length === 0 && (
        <p className="dim">{succeeds ? "It would change nothing." : "It has no error of its own."}</p>
      )}
    </li>
  );
}

function Effects({ fields }: { fields: FieldEffect[] }) {
  if (fields.length === 0) return null;
  return (
    <ValueDiff
      differences={fields.map(({ field, before, after }) => ({ key: field, field, before, after }))}
      beforeLabel="In the org now"
      afterLabel="Afterwards"
    />
  );
}
