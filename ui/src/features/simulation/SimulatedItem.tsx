import type { FieldEffect } from "../../bindings/FieldEffect";
import type { ItemSimulation } from "../../bindings/ItemSimulation";
import { DataText } from "../../components/text/DataText";
import { isHidden } from "../../components/text/mask";
import { RecordId } from "../../components/text/RecordId";
import { HiddenValue } from "../personal-data/HiddenValue";
import { RevealableDiff } from "../personal-data/RevealableDiff";
import type { Hidden } from "../personal-data/useReveal";
import { plainText } from "../transactions/payload/field-text";
import { OperationLabel } from "../transactions/payload/OperationLabel";
import { hiddenIn, type Simulated, type SimulatedValue } from "./hidden";
import classes from "./simulation.module.css";

interface SimulatedItemProps {
  item: ItemSimulation;
  simulated: Simulated;
  /** Whether the transaction as a whole would succeed: all or none. */
  succeeds: boolean;
}

/** What one item would do: to which record and with it to others, values before and after, and its errors. */
export function SimulatedItem({ item, simulated, succeeds }: SimulatedItemProps) {
  const { itemId, operation, objectName, recordId, fields, others, errors } = item;
  const hidden = (value: Omit<SimulatedValue, "itemId">) => hiddenIn(simulated, { itemId, ...value });
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
              The value:{" "}
              {fieldName !== null && isHidden(value) ? (
                <HiddenValue hidden={hidden({ otherRecordId: null, field: fieldName, side: null })}>
                  {(json) => <DataText text={plainText(json)} />}
                </HiddenValue>
              ) : (
                <DataText text={value} />
              )}
            </span>
          )}
        </p>
      ))}
      <Effects fields={fields} hiddenOn={(on) => hidden({ otherRecordId: null, ...on })} />
      {others.map((other) => (
        <section
          key={other.recordId}
          className={classes.other}
          aria-label={`Changed with it: ${other.recordId}`}
        >
          <p>
            Changed with it: <DataText text={other.objectName} /> <RecordId id={other.recordId} />
          </p>
          <Effects
            fields={other.fields}
            hiddenOn={(on) => hidden({ otherRecordId: other.recordId, ...on })}
          />
        </section>
      ))}
      {fields.length + others.length + errors.length === 0 && (
        <p className="dim">{succeeds ? "It would change nothing." : "It has no error of its own."}</p>
      )}
    </li>
  );
}

interface EffectsProps {
  fields: FieldEffect[];
  hiddenOn: (on: Pick<SimulatedValue, "field" | "side">) => Hidden;
}

function Effects({ fields, hiddenOn }: EffectsProps) {
  if (fields.length === 0) return null;
  return (
    <RevealableDiff
      differences={fields.map(({ field, before, after }) => ({
        key: field,
        field,
        before,
        after,
        hiddenOn: (side) => hiddenOn({ field, side }),
      }))}
      textOf={plainText}
      beforeLabel="In the org now"
      afterLabel="Afterwards"
    />
  );
}
