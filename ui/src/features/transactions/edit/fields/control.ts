import type { ComponentType, ReactNode } from "react";

import type { FieldDescribe } from "../../../../bindings/FieldDescribe";
import { isNumeric } from "../../payload/field-text";
import { BooleanControl } from "./BooleanControl";
import { DateControl } from "./DateControl";
import { MomentControl } from "./MomentControl";
import { NumberControl } from "./NumberControl";
import { PicklistControl } from "./PicklistControl";
import { RawControl } from "./RawControl";
import { ReferenceControl } from "./ReferenceControl";
import { TextControl } from "./TextControl";

/** What the control of a field gets. */
export interface ControlProps {
  /** What the org knows of the field; none when it does not know it. */
  field: FieldDescribe | undefined;
  /** The value as JSON text; every control gives back JSON text, so that nothing is lost on the way. */
  json: string;
  label: ReactNode;
  /** The label as text. */
  name: string;
  error: ReactNode;
  onChange: (json: string) => void;
}

/**
 * The control for a field: by its type where the value fits the type's form, else one for plain JSON, so that what
 * the device sent is seen as it is.
 */
export function controlFor(field: FieldDescribe | undefined, json: string): ComponentType<ControlProps> {
  if (!field) return RawControl;
  const isText = json.startsWith('"') || json === "null";
  const isPlain = !json.startsWith("{") && !json.startsWith("[");
  if (isNumeric(field.type))
    return isPlain && json !== "true" && json !== "false" ? NumberControl : RawControl;
  if (field.type === "boolean") return ["true", "false", "null"].includes(json) ? BooleanControl : RawControl;
  if (!isText) return RawControl;
  switch (field.type) {
    case "date":
      return DateControl;
    case "datetime":
      return MomentControl;
    case "picklist":
      return PicklistControl;
    case "reference":
      return ReferenceControl;
    default:
      return TextControl;
  }
}
