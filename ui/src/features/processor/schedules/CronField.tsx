import { Button, Group, TextInput } from "@mantine/core";

import { CronPreview } from "./CronPreview";
import classes from "./schedules.module.css";
import type { CronPreviewState } from "./useCronPreview";

interface CronFieldProps {
  value: string;
  onChange: (cron: string) => void;
  preview: CronPreviewState;
}

/** Times that many want; a click fills them in. */
const SUGGESTIONS: [label: string, cron: string][] = [
  ["Daily at 01:00", "0 1 * * *"],
  ["Every hour", "0 * * * *"],
  ["Weekdays at 01:00", "0 1 * * 1-5"],
  ["Every 15 minutes", "*/15 * * * *"],
];

/** A cron expression, and while it is typed what it means. */
export function CronField({ value, onChange, preview }: CronFieldProps) {
  return (
    <div>
      <TextInput
        label="Times (cron, in UTC)"
        description="Five fields: minute, hour, day of the month, month, day of the week."
        required
        value={value}
        error={preview.problem}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{ input: classes.cronInput ?? "" }}
        spellCheck={false}
        autoComplete="off"
      />
      <Group gap={6} my={8} role="group" aria-label="Suggestions">
        {SUGGESTIONS.map(([label, cron]) => (
          <Button key={cron} size="compact-xs" variant="default" onClick={() => onChange(cron)}>
            {label}
          </Button>
        ))}
      </Group>
      <CronPreview preview={preview} />
    </div>
  );
}
