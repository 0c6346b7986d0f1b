import { Stack, Text, TextInput } from "@mantine/core";
import { DatePicker, TimePicker } from "@mantine/dates";

import { exactLocal } from "../../../../components/time/format";
import { plainText, textJson } from "../../payload/field-text";
import { PickerButton } from "./PickerButton";
import type { ControlProps } from "./control";
import { momentOf, utcParts, withDay, withTime } from "./moments";

/** A moment: written as ISO 8601, or picked in UTC. Says what it is in local time. */
export function MomentControl({ field, json, label, name, error, onChange }: ControlProps) {
  const text = plainText(json);
  const moment = momentOf(text);
  const parts = moment === null ? undefined : utcParts(moment);
  return (
    <TextInput
      label={label}
      error={error}
      description={[field?.help, moment !== null && exactLocal(moment)].filter(Boolean).join(" · ") || null}
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder="YYYY-MM-DDThh:mm:ss.000Z"
      value={text}
      onChange={(event) => onChange(textJson(event.currentTarget.value.trim()))}
      rightSection={
        <PickerButton label={`Pick ${name}`}>
          {() => (
            <Stack gap="xs">
              <DatePicker
                {...(parts ? { value: parts.day, defaultDate: parts.day } : { value: null })}
                onChange={(day) => day !== null && onChange(textJson(withDay(moment, day)))}
              />
              {moment !== null && (
                <TimePicker
                  label="Time in UTC"
                  withSeconds
                  hoursInputLabel="Hours"
                  minutesInputLabel="Minutes"
                  secondsInputLabel="Seconds"
                  value={parts?.time ?? ""}
                  onChange={(time) => time !== "" && onChange(textJson(withTime(moment, time)))}
                />
              )}
              <Text size="xs" c="dimmed">
                Day and time are in UTC, as the payload holds them.
              </Text>
            </Stack>
          )}
        </PickerButton>
      }
    />
  );
}
