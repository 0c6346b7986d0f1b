import { Button, Group, Modal, Text } from "@mantine/core";

interface DiscardDialogProps {
  opened: boolean;
  /** Whose changes would be lost. */
  what: string;
  onKeep: () => void;
  onDiscard: () => void;
}

/** Asks before the editor is closed over changes that nobody saved. */
export function DiscardDialog({ opened, what, onKeep, onDiscard }: DiscardDialogProps) {
  return (
    <Modal opened={opened} onClose={onKeep} title="Close without saving?" size={420} zIndex={400}>
      <Text size="sm">Your changes of {what} are not saved and would be lost.</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" data-autofocus onClick={onKeep}>
          Keep editing
        </Button>
        <Button color="red" onClick={onDiscard}>
          Discard changes
        </Button>
      </Group>
    </Modal>
  );
}
