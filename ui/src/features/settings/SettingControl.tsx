import { ActionIcon, Checkbox, Group, NumberInput, Switch, TextInput } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { SettingInfo } from "../../bindings/SettingInfo";
import { platform } from "../../platform/platform";
import { type DraftValue, WEEK } from "./value";

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

/** What the value of a setting is entered with: a switch, a number with its unit, a time, days, or a folder. */
export function SettingControl(props: SettingControlProps) {
  switch (props.info.kind) {
    case "switch":
      return <SwitchControl {...props} />;
    case "number":
      return <NumberControl {...props} />;
    case "timeOfDay":
      return <TimeControl {...props} />;
    case "weekdays":
      return <WeekdaysControl {...props} />;
    case "folder":
      return <FolderControl {...props} />;
  }
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

function WeekdaysControl({ id, info, value, disabled = false, onChange, facts }: SettingControlProps) {
  const chosen = typeof value === "string" ? value.split(",") : [];
  return (
    <>
      <Checkbox.Group
        id={id}
        aria-label={info.label}
        aria-describedby={`${id}-facts`}
        value={chosen}
        onChange={(days) => onChange?.(WEEK.filter((day) => days.includes(day)).join())}
      >
        <Group gap="sm">
          {WEEK.map((day) => (
            <Checkbox key={day} size="xs" value={day} label={day} disabled={disabled} />
          ))}
        </Group>
      </Checkbox.Group>
      <div id={`${id}-facts`}>{facts}</div>
    </>
  );
}

function TimeControl(props: SettingControlProps) {
  return <TextControl {...props} placeholder="HH:MM" width={200} />;
}

function FolderControl(props: SettingControlProps) {
  const { info, disabled = false, onChange } = props;
  const choose = async () => {
    const folder = await platform().askForFolder(info.label);
    if (folder !== null) onChange?.(folder);
  };
  return (
    <TextControl
      {...props}
      placeholder="No folder"
      width={420}
      rightSection={
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Choose the ${info.label}`}
          data-hint="Choose a folder"
          disabled={disabled}
          onClick={() => void choose()}
        >
          <IconFolderOpen size={16} aria-hidden />
        </ActionIcon>
      }
    />
  );
}

interface TextControlProps extends SettingControlProps {
  placeholder: string;
  width: number;
  rightSection?: ReactNode;
}

function TextControl({
  id,
  value,
  problem,
  disabled = false,
  onChange,
  facts,
  width,
  ...rest
}: TextControlProps) {
  return (
    <TextInput
      id={id}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange?.(event.currentTarget.value)}
      error={problem}
      description={facts}
      descriptionProps={{ component: "div" }}
      inputWrapperOrder={["input", "error", "description"]}
      placeholder={rest.placeholder}
      rightSection={rest.rightSection}
      disabled={disabled}
      styles={{ wrapper: { maxWidth: width } }}
    />
  );
}
