import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";

import type { SavedView } from "../../../api/preferences";
import { viewsAsText, viewsOfText } from "./saved-views";

interface ExchangeViewsDialogProps {
  views: SavedView[];
  onAdd: (views: SavedView[]) => void;
  onClose: () => void;
}

/** Hands views on to another console, as a text, and takes them from there. */
export function ExchangeViewsDialog(props: ExchangeViewsDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title="Copy or paste views" size={560}>
      <ExchangeViewsForm {...props} />
    </Modal>
  );
}

function ExchangeViewsForm({ views, onAdd, onClose }: ExchangeViewsDialogProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const [said, setSaid] = useState("");

  const copy = async () => {
    await navigator.clipboard.writeText(viewsAsText(views));
    setSaid(`Copied ${views.length === 1 ? "1 view" : `${views.length} views`}.`);
  };
  const add = () => {
    const read = viewsOfText(text);
    if ("problem" in read) {
      setProblem(read.problem);
    } else {
      onAdd(read.views);
      onClose();
    }
  };

  return (
    <Stack gap="md">
      <Group gap="sm">
        <Button variant="default" disabled={views.length === 0} onClick={() => void copy()}>
          Copy all views
        </Button>
        <Text size="sm" role="status">
          {said}
        </Text>
      </Group>
      <Textarea
        label="Views from another console"
        description="Paste what was copied there. A view of the same name is replaced."
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button disabled={text.trim() === ""} onClick={add}>
          Add views
        </Button>
      </Group>
    </Stack>
  );
}
