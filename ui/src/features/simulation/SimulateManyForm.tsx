import { Button, Group, NumberInput, Stack } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import { useCommand, useCommandMutation } from "../../api/query";
import type { Job } from "../../bindings/Job";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { DEFAULT_LOOKBACK, LONGEST_LOOKBACK } from "../processor/lookback";
import { transactions } from "../transactions/actions/wording";
import { requestOf, type SimulationScope } from "./scope";
import classes from "./simulation.module.css";

interface SimulateManyFormProps {
  scope: SimulationScope;
  onStarted: (job: Job) => void;
  onCancel: () => void;
}

/** Counting what a filter finds stops here. */
const COUNT_UP_TO = 1_000_000;

/** How many will be simulated, what that does and what it does not. */
export function SimulateManyForm({ scope, onStarted, onCancel }: SimulateManyFormProps) {
  const [lookback, setLookback] = useState<number | string>(DEFAULT_LOOKBACK);
  const simulate = useCommandMutation("simulation.many");

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    simulate.mutate(requestOf(scope, Number(lookback)), { onSuccess: onStarted });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <p className={classes.extent} role="status">
          <Extent scope={scope} />
        </p>
        <ul className={classes.facts}>
          <li>Nothing of the org or the queue changes; only log entries are written, marked as simulated.</li>
          <li>
            {scope.kind === "queue"
              ? "In the order of a run: what an earlier transaction would change is seen by the later ones."
              : "Each in the order of its user: what an earlier one of these would change is seen by the later ones."}
          </li>
          <li>Afterwards you can retry those that would succeed, all at once.</li>
        </ul>
        {scope.kind === "queue" && (
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
        )}
        {simulate.error && <ErrorNotice error={simulate.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button
            type="submit"
            data-autofocus
            leftSection={<IconFlask size={16} aria-hidden />}
            loading={simulate.isPending}
            disabled={lookback === ""}
          >
            Simulate
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** How many transactions a scope has, in words. */
function Extent({ scope }: { scope: SimulationScope }) {
  const filter = scope.kind === "filter" ? scope.filter : {};
  const count = useCommand("transactions.count", { filter, atMost: COUNT_UP_TO }, scope.kind === "filter");
  const state = useCommand("processor.state", {}, scope.kind === "queue");
  switch (scope.kind) {
    case "ids":
      return `${transactions(scope.ids.length)} selected.`;
    case "filter":
      if (!count.data) return "Counting what the filter finds…";
      return `${transactions(count.data.count)}${count.data.more ? " or more" : ""} that the filter finds. Those that are Success are left out.`;
    case "queue":
      return state.data
        ? `The whole queue: ${transactions(state.data.queued)}, as far as the lookback goes.`
        : "The whole queue, as far as the lookback goes.";
  }
}
