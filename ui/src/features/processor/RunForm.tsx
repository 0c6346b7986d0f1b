import { Button, Group, NumberInput, Stack, Switch } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import { useCommandMutation } from "../../api/query";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { DEFAULT_LOOKBACK, LONGEST_LOOKBACK } from "./lookback";

interface RunFormProps {
  running: boolean;
  paused: boolean;
  onStarted?: () => void;
}

/** Starts a run of the Sync Processor. */
export function RunForm({ running, paused, onStarted }: RunFormProps) {
  const [lookback, setLookback] = useState<number | string>(DEFAULT_LOOKBACK);
  const [untilEmpty, setUntilEmpty] = useState(false);
  const run = useCommandMutation("processor.run");

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    run.mutate({ lookbackDays: Number(lookback), untilEmpty }, { onSuccess: () => onStarted?.() });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <NumberInput
          label="Lookback"
          description="Only transactions made on the device in the last so many days."
          suffix=" days"
          min={1}
          max={LONGEST_LOOKBACK}
          clampBehavior="strict"
          allowDecimal={false}
          required
          value={lookback}
          onChange={setLookback}
          styles={{ wrapper: { maxWidth: 220 } }}
        />
        <Switch
          label="Go on until nothing is due"
          description="Also takes what arrives, and retries that come due, while it runs."
          checked={untilEmpty}
          onChange={(event) => setUntilEmpty(event.currentTarget.checked)}
        />
        {run.error && <ErrorNotice error={run.error} />}
        <Group>
          <Button
            type="submit"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={run.isPending}
            disabled={running || paused || lookback === ""}
          >
            {running ? "A run is at work" : paused ? "The processor is paused" : "Run now"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
