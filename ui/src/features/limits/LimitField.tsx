import { NumberInput } from "@mantine/core";

import { FieldRow } from "../../components/form/FieldRow";
import { type LimitInfo, size } from "./limits";

interface LimitFieldProps {
  info: LimitInfo;
  /** "" while the field is empty. */
  value: number | "";
  changed: boolean;
  onChange: (value: number | "") => void;
}

/** One limit: what it counts, what Salesforce allows, and what this org allows. */
export function LimitField({ info, value, changed, onChange }: LimitFieldProps) {
  const { name, label, meaning, salesforce, least, shown } = info;
  const id = `limit-${name}`;
  const tooLow = value === "" || value < least;
  return (
    <FieldRow controlId={id} label={label} meaning={meaning} changed={changed}>
      <NumberInput
        id={id}
        value={value}
        onChange={(next) => onChange(typeof next === "number" ? next : "")}
        error={tooLow && `Enter a whole number of ${shown(least)} or more.`}
        description={
          name === "heapBytes" && value !== ""
            ? `${size(value)}. Salesforce: ${shown(salesforce)}`
            : `Salesforce: ${shown(salesforce)}`
        }
        inputWrapperOrder={["input", "error", "description"]}
        suffix={{ cpuMs: " ms", heapBytes: " bytes" }[name as string] ?? ""}
        thousandSeparator=","
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        min={least}
        styles={{ wrapper: { maxWidth: 200 } }}
      />
    </FieldRow>
  );
}
