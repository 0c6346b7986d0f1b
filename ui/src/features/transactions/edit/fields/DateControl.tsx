import { TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";

import { plainText, textJson } from "../../payload/field-text";
import { PickerButton } from "./PickerButton";
import type { ControlProps } from "./control";
import { isDay } from "./moments";

/** A day: written, or picked from a calendar. What is written stays as it is, also when it is no day. */
export function DateControl({ field, json, label, name, error, onChange }: ControlProps) {
  const text = plainText(json);
  return (
    <TextInput
      label={label}
      error={error}
      description={field?.help}
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder="YYYY-MM-DD"
      value={text}
      onChange={(event) => onChange(textJson(event.currentTarget.value.trim()))}
      rightSection={
        <PickerButton label={`Pick ${name}`}>
          {(close) => (
            <DatePicker
              {...(isDay(text) ? { value: text, defaultDate: text } : { value: null })}
              onChange={(day) => {
                onChange(textJson(day ?? ""));
                close();
              }}
            />
          )}
        </PickerButton>
      }
    />
  );
}
