import { Select } from "@mantine/core";
import { useMemo } from "react";

import type { EditProblem } from "../../../bindings/EditProblem";
import type { FieldDescribe } from "../../../bindings/FieldDescribe";
import type { Item } from "../../../bindings/Item";
import type { ObjectDescribe } from "../../../bindings/ObjectDescribe";
import {
  fieldsOf,
  findField,
  isSameName,
  type PayloadField,
  withField,
  withoutField,
} from "../payload/payload";
import { placeOf } from "../payload/place";
import classes from "./edit.module.css";
import { FieldEditor } from "./fields/FieldEditor";
import { problemsOfField } from "./problems";

interface PayloadFormProps {
  item: Item;
  text: string;
  fields: PayloadField[];
  /** What the org knows of the object; none when it does not know it. */
  object: ObjectDescribe | undefined;
  problems: EditProblem[];
  onChange: (text: string) => void;
}

/** The payload as a form by the org's describe. Fields that are missing stand at the end, where they are added. */
export function PayloadForm({ item, text, fields, object, problems, onChange }: PayloadFormProps) {
  const before = useMemo(() => fieldsOf(item.FieldValues), [item.FieldValues]);
  const inForm = [...fields.map(({ name }) => name), ...missingFields(fields, problems)];
  const describeOf = (name: string) => object?.fields.find((field) => isSameName(field.name, name));

  return (
    <div className={classes.form}>
      {inForm.map((name) => (
        <FieldEditor
          key={name.toLowerCase()}
          name={name}
          field={describeOf(name)}
          isObjectKnown={object !== undefined}
          json={findField(fields, name)?.json ?? null}
          before={findField(before, name)?.json ?? null}
          place={placeOf(item)}
          problems={problemsOfField(problems, name)}
          onChange={(json) => onChange(withField(text, name, json))}
          onRemove={() => onChange(withoutField(text, name))}
        />
      ))}
      {inForm.length === 0 && <p className="dim">The payload has no fields.</p>}
      {object && (
        <AddField
          fields={object.fields.filter(
            (field) => isWritable(field, item) && !inForm.some((name) => isSameName(name, field.name)),
          )}
          onAdd={(field) =>
            onChange(withField(text, field.name, field.type === "boolean" ? "false" : "null"))
          }
        />
      )}
    </div>
  );
}

/** Fields that a problem names and the payload does not have, such as required ones. */
function missingFields(fields: PayloadField[], problems: EditProblem[]): string[] {
  const named = problems.flatMap(({ field }) => field ?? []).filter((name) => name !== "RecordIdentifier");
  return [...new Set(named)].filter((name) => !findField(fields, name));
}

function isWritable(field: FieldDescribe, item: Item): boolean {
  return item.OperationType === "insert" ? field.createable : field.updateable;
}

function AddField({ fields, onAdd }: { fields: FieldDescribe[]; onAdd: (field: FieldDescribe) => void }) {
  if (fields.length === 0) return null;
  return (
    <Select
      className={classes.addField}
      label="Add a field"
      placeholder="Field of the object"
      searchable
      openOnFocus={false}
      // It is a way to act, not a value: it goes back to empty.
      value={null}
      data={fields.map(({ name, label }) => ({ value: name, label: `${label} (${name})` }))}
      nothingFoundMessage="No such field, or it is in the payload already"
      onChange={(name) => {
        const field = fields.find((other) => other.name === name);
        if (field) onAdd(field);
      }}
    />
  );
}
