import { ActionIcon, Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";

import { usePreference } from "../../../api/preferences";
import { COLUMNS, DEFAULT_COLUMNS } from "./columns";

/** Which columns the list shows; kept in the preferences. */
export function ColumnChooser() {
  const [shown, setShown] = usePreference("transactionColumns", DEFAULT_COLUMNS);
  const toggle = (id: string, on: boolean) =>
    setShown(
      COLUMNS.map((column) => column.id).filter((other) => (other === id ? on : shown.includes(other))),
    );

  return (
    <Popover position="top-end" shadow="md" trapFocus width={220}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Columns" data-hint="Columns">
          <IconColumns3 size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={7}>
          {COLUMNS.map(({ id, label }) => (
            <Checkbox
              key={id}
              size="xs"
              label={label}
              checked={shown.includes(id)}
              // A list without columns shows nothing at all.
              disabled={shown.length === 1 && shown.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
          ))}
          <Button size="compact-xs" variant="subtle" onClick={() => setShown(DEFAULT_COLUMNS)}>
            As at first
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
