import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";

interface UnsavedGuardProps {
  dirty: boolean;
  /** What would be lost, for example "your edit of DST-0000000042". */
  what: string;
}

/** Asks before a change of screen throws unsaved changes away. */
export function UnsavedGuard({ dirty, what }: UnsavedGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: () => dirty,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  const blocked = blocker.status === "blocked";
  return (
    <Modal
      opened={blocked}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
      size={420}
      zIndex={400}
    >
      <Text size="sm">Unsaved changes in {what} would be lost.</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          Keep editing
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          Discard changes
        </Button>
      </Group>
    </Modal>
  );
}
