import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

interface ViewNameDialogProps {
  title: string;
  /** The name at first. */
  name: string;
  /** Names of other views. */
  taken: string[];
  onName: (name: string) => void;
  onClose: () => void;
}

/** Asks what a view is called. */
export function ViewNameDialog(props: ViewNameDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title={props.title} size={400}>
      <ViewNameForm {...props} />
    </Modal>
  );
}

function ViewNameForm({ name, taken, onName, onClose }: ViewNameDialogProps) {
  const [typed, setTyped] = useState(name);
  const [missing, setMissing] = useState(false);
  const next = typed.trim();

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (next === "") setMissing(true);
    else onName(next);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          data-autofocus
          required
          label="Name"
          description={
            taken.includes(next) ? "There is a view of this name: it will be replaced." : undefined
          }
          maxLength={80}
          value={typed}
          error={missing && next === "" && "A name is needed"}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Save</Button>
        </Group>
      </Stack>
    </form>
  );
}
