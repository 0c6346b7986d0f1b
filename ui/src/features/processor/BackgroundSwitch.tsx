import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";

import { commandQuery, useCommandMutation } from "../../api/query";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";

/** Lets the Sync Processor work by itself, or only when a run is started. */
export function BackgroundSwitch({ on }: { on: boolean }) {
  const client = useQueryClient();
  const set = useCommandMutation("processor.setBackground");

  const change = (next: boolean) =>
    set.mutate(
      { on: next },
      { onSuccess: (state) => client.setQueryData(commandQuery("processor.state", {}).queryKey, state) },
    );

  return (
    <>
      <Switch
        label="Work in the background"
        description="Takes transactions of the last 60 days as soon as they are due, while this workspace is open, also from the tray with the window closed. Off: only when a run is started."
        checked={set.isPending ? set.variables.on : on}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      {set.isError && <ErrorNotice error={set.error} />}
    </>
  );
}
