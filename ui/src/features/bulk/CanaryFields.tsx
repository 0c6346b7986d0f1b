import { Checkbox, Stack } from "@mantine/core";

import { useCommand } from "../../api/query";
import type { CanaryChoice } from "./canary";

interface CanaryFieldsProps {
  value: CanaryChoice;
  onChange: (choice: CanaryChoice) => void;
}

/** Whether a retry tries a few first, and who processes them. */
export function CanaryFields({ value, onChange }: CanaryFieldsProps) {
  const inBackground = useCommand("processor.state", {}).data?.background ?? false;
  return (
    <Stack gap={8}>
      <Checkbox
        label="As a canary: 1, then 10, then 100, then all"
        description="Waits until each step was tried, and stops when the same error comes back."
        checked={value.on}
        onChange={(event) => onChange({ ...value, on: event.currentTarget.checked })}
      />
      {value.on && !inBackground && (
        <Checkbox
          label="Run the Sync Processor for each step"
          description="It takes everything that is due. Without it, the steps wait for the next run."
          checked={value.runProcessor}
          onChange={(event) => onChange({ ...value, runProcessor: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
