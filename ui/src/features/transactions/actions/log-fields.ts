import type { ActionInput } from "./run";

/** What the form of a log entry holds; empty text for what is not given. */
export interface LogFields {
  message: string;
  itemId: string;
  exceptionCode: string;
  objectName: string;
  fieldName: string;
  value: string;
}

/** A form that nobody has filled in yet. */
export const NO_LOG_FIELDS: LogFields = {
  message: "",
  itemId: "",
  exceptionCode: "",
  objectName: "",
  fieldName: "",
  value: "",
};

/** The form as the command takes it. */
export function asSent(fields: LogFields): NonNullable<ActionInput["log"]> {
  const given = (text: string) => text.trim() || null;
  return {
    message: fields.message.trim(),
    itemId: given(fields.itemId),
    exceptionCode: given(fields.exceptionCode),
    objectName: given(fields.objectName),
    fieldName: given(fields.fieldName),
    value: given(fields.value),
  };
}
