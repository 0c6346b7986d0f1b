import { NumberInput, Switch } from "@mantine/core";

import type { SettingInfo } from "../../bindings/SettingInfo";
import type { DraftValue } from "./value";

interface SettingControlProps {
  id: string;
  info: SettingInfo;
  value: DraftValue;
  problem: string | undefined;
  disabled?: boolean;
  onChange: (value: DraftValue) => void;
}

/** What the value of a setting is entered with: a switch, or a number with its unit. */
export function SettingControl({
  id,
  info,
  value,
  problem,
  disabled = false,
  onChange,
}: SettingControlProps) {
  const described = { id, disabled, "aria-describedby": `${id}-meaning ${id}-facts` };
  if (info.range === null) {
    return (
      <Switch
        {...described}
        aria-label={info.label}
        label={value === true ? "On" : "Off"}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  return (
    <NumberInput
      {...described}
      value={typeof value === "number" ? value : ""}
      onChange={(next) => onChange(typeof next === "number" ? next : "")}
      error={problem}
      suffix={info.unit === null ? "" : ` ${info.unit}`}
      thousandSeparator=","
      allowDecimal={false}
      allowNegative={false}
      // A number outside the range is shown as the mistake it is, not turned into another one.
      clampBehavior="none"
      min={info.range.min}
      max={info.range.max}
      w={200}
    />
  );
}
