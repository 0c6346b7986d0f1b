import { Button } from "@mantine/core";
import { IconFlask, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";

import { useDialogs } from "../../app/dialogs/dialogs";

/** What can be done to the processor as a whole. */
export function ProcessorActions({ paused }: { paused: boolean }) {
  const openDialog = useDialogs();
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFlask size={16} aria-hidden />}
        onClick={() => openDialog({ kind: "simulate", scope: { kind: "queue" } })}
      >
        Simulate the queue…
      </Button>
      <Button
        variant="default"
        leftSection={<Icon size={16} aria-hidden />}
        onClick={() => openDialog({ kind: "pause" })}
      >
        {paused ? "Resume…" : "Pause…"}
      </Button>
    </>
  );
}
