import { Button, Popover, Stack } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";

import classes from "./FilterBar.module.css";
import { localDay, PRESETS, startOf } from "./period";

interface Period {
  /** ISO 8601. */
  from?: string | undefined;
  to?: string | undefined;
}

interface PeriodFilterProps extends Period {
  onChange: (period: { from: string | undefined; to: string | undefined }) => void;
}

/** When the change was made on the device. */
export function PeriodFilter({ from, to, onChange }: PeriodFilterProps) {
  const [opened, setOpened] = useState(false);
  const set = from !== undefined || to !== undefined;
  const change = (period: Period) => onChange({ from: period.from, to: period.to });

  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          className={classes.period ?? ""}
          data-set={set || undefined}
          leftSection={<IconCalendar size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {label({ from, to })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <div className={classes.presets}>
            {PRESETS.map(({ label: name, days }) => (
              <Button
                key={name}
                size="compact-xs"
                variant="default"
                onClick={() => {
                  change({ from: startOf(days, new Date()) });
                  setOpened(false);
                }}
              >
                {name}
              </Button>
            ))}
          </div>
          <Moment label="Made at or after" value={from} onChange={(moment) => change({ from: moment, to })} />
          <Moment label="Made before" value={to} onChange={(moment) => change({ from, to: moment })} />
          {set && (
            <Button size="compact-sm" variant="subtle" onClick={() => change({})}>
              Any time
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface MomentProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Moment({ label: name, value, onChange }: MomentProps) {
  return (
    <DateTimePicker
      size="xs"
      label={`${name} (local time)`}
      valueFormat="YYYY-MM-DD HH:mm"
      clearable
      popoverProps={{ withinPortal: false }}
      value={value === undefined ? null : new Date(value)}
      onChange={(moment) => onChange(moment === null ? undefined : new Date(moment).toISOString())}
    />
  );
}

function label({ from, to }: Period): string {
  if (from === undefined && to === undefined) return "Period";
  if (to === undefined) return `Since ${localDay(from ?? "")}`;
  return from === undefined ? `Before ${localDay(to)}` : `${localDay(from)} to ${localDay(to)}`;
}
