import { Select, Switch, Textarea, TextInput } from "@mantine/core";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { exactLocal } from "../../../components/time/format";
import { type Draft, fieldText } from "./draft";
import classes from "./edit.module.css";
import { problemOf, type TransactionField, TRANSACTION_FIELDS } from "./transaction-fields";
import { UserSelect } from "./UserSelect";

interface TransactionFormProps {
  base: TransactionDetail;
  draft: Draft;
  onChange: (name: string, value: string | null) => void;
}

/** The details of the transaction itself. */
export function TransactionForm({ base, draft, onChange }: TransactionFormProps) {
  return (
    <>
      <h3>Transaction details</h3>
      <div className={classes.form}>
        {TRANSACTION_FIELDS.map((field) => {
          const before = fieldText(base.transaction, field.name);
          const drafted = draft.fields[field.name];
          const value = drafted === undefined ? before : drafted;
          return (
            <div key={field.name} className={classes.field} data-changed={value !== before || undefined}>
              <Control field={field} value={value} onChange={(text) => onChange(field.name, text)} />
            </div>
          );
        })}
      </div>
    </>
  );
}

interface ControlProps {
  field: TransactionField;
  value: string | null;
  onChange: (value: string | null) => void;
}

function Control({ field, value, onChange }: ControlProps) {
  const problem = problemOf(field, value);
  const shared = {
    label: (
      <>
        {field.label} <span className={classes.fieldFacts}>{field.name}</span>
      </>
    ),
    description:
      field.kind === "datetime" && value && !problem ? `${field.help} ${exactLocal(value)}` : field.help,
    error: problem,
    withAsterisk: field.required ?? false,
  };
  const typed = (text: string) => onChange(text === "" ? null : text);
  switch (field.kind) {
    case "checkbox":
      return (
        <Switch
          label={shared.label}
          description={shared.description}
          checked={value === "true"}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case "user":
      return <UserSelect {...shared} value={value} onChange={onChange} />;
    case "choice":
      return <Select {...shared} data={field.choices ?? []} clearable value={value} onChange={onChange} />;
    case "longText":
      return (
        <Textarea
          {...shared}
          autosize
          maxRows={10}
          dir="auto"
          value={value ?? ""}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          dir="auto"
          value={value ?? ""}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      );
  }
}
