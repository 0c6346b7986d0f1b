import { TextInput } from "@mantine/core";

import { numberJson, numberText } from "../../payload/field-text";
import type { ControlProps } from "./control";

/** A number, digit by digit as it is written: a text field, because a number field would round. */
export function NumberControl({ field, json, label, error, onChange }: ControlProps) {
  return (
    <TextInput
      label={label}
      error={error}
      inputMode="decimal"
      value={numberText(json)}
      description={description(field?.help ?? null, field?.precision ?? 0, field?.scale ?? 0)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      onChange={(event) => onChange(numberJson(event.currentTarget.value))}
    />
  );
}

function description(help: string | null, precision: number, scale: number): string | null {
  const digits =
    precision > 0 ? `At most ${precision - scale} digits before the point, ${scale} after` : null;
  return [help, digits].filter((part) => part !== null).join(" · ") || null;
}
