import { Button, Group, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import type { SubmitEvent } from "react";

import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import { UnsavedGuard } from "../../../components/dialogs/UnsavedGuard";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import type { Choice } from "./decision";
import classes from "./decision.module.css";
import { DecisionConflict } from "./DecisionConflict";
import { useDecision } from "./useDecision";

const CHOICES: { value: Choice; label: string }[] = [
  { value: "new", label: "New" },
  { value: "known", label: "Known" },
  { value: "snoozed", label: "Snoozed" },
];

const MEANINGS: Record<Choice, string> = {
  new: "It stays among what needs attention until somebody decides.",
  known: "It needs nobody's attention, unless it goes and comes back: then it is Regressed.",
  snoozed: "It needs nobody's attention until then; after that it stands as before.",
};

/** What is decided about a group: how it stands, who looks after it, what is known. */
export function DecisionForm({ group }: { group: ErrorGroup }) {
  const editor = useDecision(group);
  const { decision, changed, change, problems, error, theirs } = editor;
  // One that came back is decided about again without a change of anything.
  const canSave = changed || group.state === "regressed";

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    editor.save();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Radio.Group
          label="How it stands"
          description={
            group.state === "regressed" && !changed
              ? "It came back after it was gone. Save to mark it as known again."
              : MEANINGS[decision.choice]
          }
          inputWrapperOrder={["label", "input", "description"]}
          value={decision.choice}
          onChange={(choice) => change({ choice })}
          classNames={{ description: classes.meaning ?? "" }}
        >
          <Group gap="lg" mt={6}>
            {CHOICES.map(({ value, label }) => (
              <Radio key={value} size="xs" value={value} label={label} />
            ))}
          </Group>
        </Radio.Group>
        {decision.choice === "snoozed" && (
          <DateTimePicker
            size="xs"
            label="Snoozed until (local time)"
            valueFormat="YYYY-MM-DD HH:mm"
            minDate={new Date()}
            value={new Date(decision.snoozedUntil)}
            onChange={(until) => until !== null && change({ snoozedUntil: new Date(until).toISOString() })}
          />
        )}
        <TextInput
          size="xs"
          label="Assignee"
          placeholder="Who looks after it"
          value={decision.assignee}
          error={problems["assignee"]}
          onChange={(event) => change({ assignee: event.currentTarget.value })}
        />
        <Textarea
          size="xs"
          label="Note"
          placeholder="What is known about it"
          autosize
          minRows={2}
          maxRows={8}
          value={decision.note}
          error={problems["note"]}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        {theirs && <DecisionConflict theirs={theirs} onTakeTheirs={editor.discard} />}
        {error && <ErrorNotice error={error} />}
        <Group gap="xs" justify="flex-end">
          <Button size="compact-sm" variant="default" disabled={!changed} onClick={editor.discard}>
            Discard
          </Button>
          <Button size="compact-sm" type="submit" disabled={!canSave} loading={editor.isPending}>
            {theirs ? "Save mine over it" : "Save"}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard dirty={changed} what="your decision about this error group" />
    </form>
  );
}
