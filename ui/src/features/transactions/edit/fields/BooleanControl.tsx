import { Input, SegmentedControl } from "@mantine/core";

import type { ControlProps } from "./control";

/** True or false. A switch could not show that a value is empty. */
export function BooleanControl({ field, json, label, name, error, onChange }: ControlProps) {
  return (
    <Input.Wrapper
      label={label}
      error={error}
      description={field?.help}
      inputWrapperOrder={["label", "input", "description", "error"]}
      labelElement="div"
    >
      <div>
        <SegmentedControl
          size="xs"
          aria-label={name}
          value={json}
          onChange={onChange}
          data={[
            { value: "true", label: "True" },
            { value: "false", label: "False" },
            ...(json === "null" || field?.nillable ? [{ value: "null", label: "Empty" }] : []),
          ]}
        />
      </div>
    </Input.Wrapper>
  );
}
