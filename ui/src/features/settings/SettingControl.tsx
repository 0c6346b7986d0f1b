import { NumberInput, Switch } from "@mantine/core";
import type { ReactNode } from "react";

import type { SettingInfo } from "../../bindings/SettingInfo";
import type { DraftValue } from "./value";

interface SettingControlProps {
  id: string;
  info: SettingInfo;
  value: DraftValue;
  problem?: string | undefined;
  disabled?: boolean;
  onChange?: (value: DraftValue) => void;
  /** What an admin decides by; read out with the control. */
  facts: ReactNode;
}

/** What the value of a setting is entered with: a switch, or a number with its unit. */
export function SettingControl(props: SettingControlProps) {
  return props.info.range === null ? <SwitchControl {...props} /> : <NumberControl {...props} />;
}

function SwitchControl({ id, info, value, disabled = false, onChange, facts }: SettingControlProps) {
  const on = value === true;
  return (
    <>
      <Switch
        id={id}
        aria-label={info.label}
        aria-describedby={`${id}-facts`}
        label={on ? "On" : "Off"}
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <div id={`${id}-facts`}>{facts}</div>
    </>
  );
}

function NumberControl({ id, info, value, problem, disabled = false, onChange, facts }: SettingControlProps) {
  return (
    <NumberInput
      id={id}
      value={typeof value === "number" ? value : ""}
      onChange={(next) => onChange?.(typeof next === "number" ? next : "")}
      error={problem}
      description={facts}
      descriptionProps={{ component: "div" }}
      inputWrapperOrder={["input", "error", "description"]}
      suffix={info.unit === null ? "" : ` ${info.unit}`}
      thousandSeparator=","
      allowDecimal={false}
      allowNegative={false}
      // A number outside the range is shown as the mistake it is, not turned into another one.
      clampBehavior="none"
      {...info.range}
      disabled={disabled}
      styles={{ wrapper: { maxWidth: 200 } }}
    />
  );
}
