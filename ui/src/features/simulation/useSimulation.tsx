import { Button, Group, Modal } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";

import { onConsoleEvent } from "../../api/events";
import { useCommandMutation } from "../../api/query";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import { SimulationAnswer } from "./SimulationAnswer";
import classes from "./simulation.module.css";

/** The transaction that is simulated. */
export interface SimulationTarget {
  id: string;
  name: string;
}

/** Simulating one transaction, and the dialog that shows what came of it. */
export interface Simulation {
  start: (target: SimulationTarget) => void;
  /** To be rendered once by whoever starts simulations. */
  dialog: ReactNode;
}

/** What can be done once an attempt is known to succeed; none where nothing can. */
type AfterSuccess = ((target: SimulationTarget) => void) | undefined;

export function useSimulation(onRetry?: AfterSuccess): Simulation {
  const [target, setTarget] = useState<SimulationTarget>();
  const [opened, setOpened] = useState(false);
  const simulate = useCommandMutation("simulation.one");

  const start = (next: SimulationTarget) => {
    setTarget(next);
    setOpened(true);
    simulate.mutate({ id: next.id, edit: null });
  };
  const close = () => setOpened(false);
  // What came of it is shown under the masks that held; under others it has to be asked for anew.
  const hear = useEffectEvent(({ type }: ConsoleEvent) => {
    if (type === "masksChanged" && opened && target) start(target);
  });
  useEffect(() => onConsoleEvent((event) => hear(event)), []);

  const dialog = target && (
    <Modal
      opened={opened}
      onClose={close}
      title={`Simulate: ${target.name}`}
      size={760}
      classNames={{ body: classes.dialogBody ?? "" }}
    >
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="What would happen">
        <SimulationAnswer
          error={simulate.error}
          simulation={simulate.data}
          edit={null}
          onAgain={() => start(target)}
        />
      </div>
      <Group justify="flex-end" gap="xs" mt="md">
        {simulate.data?.outcome === "Success" && onRetry && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} aria-hidden />}
            onClick={() => {
              close();
              onRetry(target);
            }}
          >
            Retry it…
          </Button>
        )}
        <Button data-autofocus onClick={close}>
          Close
        </Button>
      </Group>
    </Modal>
  );
  return { start, dialog };
}
