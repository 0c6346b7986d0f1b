import { Autocomplete, Select } from "@mantine/core";

import { plainText, textJson } from "../../payload/field-text";
import type { ControlProps } from "./control";

/** A value of a picklist; of one that is not restricted, any text. */
export function PicklistControl({ field, json, label, error, onChange }: ControlProps) {
  const text = plainText(json);
  const values = field?.picklistValues ?? [];
  const shared = {
    label,
    error,
    description: field?.help,
    inputWrapperOrder: ["label", "input", "description", "error"] as (
      "label" | "input" | "description" | "error"
    )[],
  };
  if (!field?.restrictedPicklist) {
    return (
      <Autocomplete {...shared} data={values} value={text} onChange={(value) => onChange(textJson(value))} />
    );
  }
  const foreign = text !== "" && !values.includes(text);
  return (
    <Select
      {...shared}
      placeholder="Empty"
      searchable
      openOnFocus={false}
      clearable={field.nillable}
      data={[
        ...(foreign
          ? [{ value: text, label: `${text} (not a value of this picklist)`, disabled: true }]
          : []),
        ...values.map((value) => ({ value, label: value })),
      ]}
      value={text === "" ? null : text}
      onChange={(value) => onChange(textJson(value ?? ""))}
    />
  );
}
