import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { ComparedField } from "../../../bindings/ComparedField";
import type { FieldDescribe } from "../../../bindings/FieldDescribe";
import type { KnownBefore } from "../../../bindings/KnownBefore";
import type { ObjectDescribe } from "../../../bindings/ObjectDescribe";
import type { RevealPlace } from "../../../bindings/RevealPlace";
import { DataText } from "../../../components/text/DataText";
import editClasses from "../edit/edit.module.css";
import { FieldValue } from "../payload/FieldValue";
import { isSameName } from "../payload/payload";
import { type Choice, differs } from "./choices";
import classes from "./compare.module.css";

interface CompareTableProps {
  fields: ComparedField[];
  /** Where hidden values of each side are revealed; of the org none, when it has no such record. */
  places: { proposed: RevealPlace; org: RevealPlace | undefined };
  /** What the org knows of the object; none when it does not know it. */
  object: ObjectDescribe | undefined;
  choiceOf: (field: string) => Choice;
  onChoose: (field: string, choice: Choice) => void;
  /** Whether nothing can be chosen now. */
  disabled: boolean;
}

/** One row for each field: what the device had, what the org has, what is proposed. */
export function CompareTable({ fields, object, ...choosing }: CompareTableProps) {
  return (
    <table className={editClasses.conflicts}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">The device had</th>
          <th scope="col">The org has now</th>
          <th scope="col">Proposed</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <Row
            key={field.field}
            compared={field}
            describe={object?.fields.find(({ name }) => isSameName(name, field.field))}
            {...choosing}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Omit<CompareTableProps, "fields" | "object"> {
  compared: ComparedField;
  describe: FieldDescribe | undefined;
}

function Row({ compared, places, describe, choiceOf, onChoose, disabled }: RowProps) {
  const { field, had, now, proposed, isConflict } = compared;
  const label = describe?.label ?? field;
  const canChoose = differs(compared) && now !== null;
  const sides = [
    { choice: "org", json: now, place: places.org, name: `Take the org's value of ${label}` },
    {
      choice: "proposed",
      json: proposed,
      place: places.proposed,
      name: `Keep the proposed value of ${label}`,
    },
  ] as const;
  return (
    <tr>
      <th scope="row">
        <DataText text={label} />
        <span className={`${editClasses.note} mono`}>
          <DataText text={field} />
        </span>
        {isConflict && (
          <span className={classes.conflict} data-tone="amber">
            <IconAlertTriangle size={13} aria-hidden /> conflict
          </span>
        )}
        {!differs(compared) && <span className={editClasses.note}>no difference</span>}
      </th>
      <td>
        <Had field={field} had={had} describe={describe} />
      </td>
      {sides.map(({ choice, json, place, name }) => (
        <td key={choice} data-wins={(canChoose && choiceOf(field) === choice) || undefined}>
          {json === null ? (
            <i className="dim">the org has none</i>
          ) : canChoose ? (
            <label className={editClasses.choice}>
              <input
                type="radio"
                name={field}
                checked={choiceOf(field) === choice}
                disabled={disabled}
                aria-label={name}
                onChange={() => onChoose(field, choice)}
              />
              <Value json={json} describe={describe} reveal={place && { place, name: field }} />
            </label>
          ) : (
            <Value json={json} describe={describe} reveal={place && { place, name: field }} />
          )}
        </td>
      ))}
    </tr>
  );
}

interface HadProps {
  field: string;
  had: KnownBefore | null;
  describe: FieldDescribe | undefined;
}

function Had({ field, had, describe }: HadProps) {
  if (!had) return <i className="dim">not known</i>;
  const { transactionId, itemId } = had;
  const reveal = { place: { kind: "payload", transactionId, itemId }, name: field } as const;
  return (
    <>
      <Value json={had.value} describe={describe} reveal={reveal} />
      <span className={editClasses.note}>
        by{" "}
        <Link to="/transactions" search={{ open: transactionId }} className={classes.link}>
          {had.transactionName}
        </Link>
      </span>
    </>
  );
}

interface ValueProps {
  json: string;
  describe: FieldDescribe | undefined;
  /** How it can be revealed if it is hidden. */
  reveal?: { place: RevealPlace; name: string } | undefined;
}

function Value({ json, describe, reveal }: ValueProps) {
  return (
    <span className={editClasses.conflictValue}>
      <FieldValue json={json} field={describe} reveal={reveal} />
    </span>
  );
}
