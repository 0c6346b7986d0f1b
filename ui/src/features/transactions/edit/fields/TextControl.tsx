import { Textarea, TextInput } from "@mantine/core";

import { plainText, textJson } from "../../payload/field-text";
import type { ControlProps } from "./control";

/** Texts longer than this, or with line breaks, get more than one line. */
const ONE_LINE = 120;

/** A text, with how many characters it has of how many it may have. */
export function TextControl({ field, json, label, error, onChange }: ControlProps) {
  const text = plainText(json);
  const isLong =
    field?.type === "textarea" || (field?.length ?? 0) > 255 || text.length > ONE_LINE || text.includes("\n");
  const shared = {
    label,
    error,
    dir: "auto",
    value: text,
    description: description(text, field?.length ?? 0, field?.help ?? null),
    inputWrapperOrder: ["label", "input", "description", "error"] as (
      "label" | "input" | "description" | "error"
    )[],
  };
  return isLong ? (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={12}
      onChange={(event) => onChange(textJson(event.currentTarget.value))}
    />
  ) : (
    <TextInput {...shared} onChange={(event) => onChange(textJson(event.currentTarget.value))} />
  );
}

function description(text: string, length: number, help: string | null): string | null {
  // The org counts characters, not the pieces that JavaScript stores them in.
  const count =
    length > 0
      ? `${Array.from(text).length.toLocaleString("en")} of ${length.toLocaleString("en")} characters`
      : null;
  return [help, count].filter((part) => part !== null).join(" · ") || null;
}
