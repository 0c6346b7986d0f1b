import { Textarea } from "@mantine/core";
import { useState } from "react";

import { isJsonValue } from "../../payload/json-text";
import type { ControlProps } from "./control";

/** A value as plain JSON: for fields the org does not know, and values that do not fit their field's type. */
export function RawControl({ field, json, label, error, onChange }: ControlProps) {
  // What is no JSON cannot stand in the payload; it stays here until it is.
  const [unfinished, setUnfinished] = useState<string>();
  const shown = unfinished ?? json;
  return (
    <Textarea
      label={label}
      description={`As JSON: text in "quotes", numbers, true, false or null.${field?.help ? ` ${field.help}` : ""}`}
      inputWrapperOrder={["label", "input", "description", "error"]}
      error={unfinished === undefined ? error : "This is not JSON yet, and not in the payload."}
      classNames={{ input: "mono" }}
      autosize
      maxRows={12}
      value={shown}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const isValue = isJsonValue(text);
        setUnfinished(isValue ? undefined : text);
        if (isValue) onChange(text);
      }}
    />
  );
}
