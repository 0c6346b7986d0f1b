import { Select, SimpleGrid, Textarea, TextInput } from "@mantine/core";

import type { CauseFix } from "../../bindings/CauseFix";
import type { CauseOwner } from "../../bindings/CauseOwner";
import type { CauseFieldsProps } from "./MatchFields";
import { FIXES, OWNERS } from "./words";

const choices = (of: Record<string, { label: string }>) =>
  Object.entries(of).map(([value, { label }]) => ({ value, label }));

/** What an entry says about its errors. */
export function CauseFields({ draft, problems, onChange }: CauseFieldsProps) {
  return (
    <>
      <TextInput
        data-autofocus={draft.errorCode !== "" || undefined}
        label="Title"
        description="In a few words."
        required
        value={draft.title}
        error={problems.title}
        onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
      />
      <Textarea
        label="Cause"
        description="In plain words, as you would tell it a colleague."
        required
        autosize
        minRows={2}
        maxRows={8}
        value={draft.cause}
        error={problems.cause}
        onChange={(event) => onChange({ ...draft, cause: event.currentTarget.value })}
      />
      <Textarea
        label="What to do"
        description="One step in each line."
        required
        autosize
        minRows={3}
        maxRows={10}
        value={draft.recipe}
        error={problems.recipe}
        onChange={(event) => onChange({ ...draft, recipe: event.currentTarget.value })}
      />
      <SimpleGrid cols={2} spacing="sm">
        <Select
          label="Who can mend it"
          allowDeselect={false}
          data={choices(OWNERS)}
          value={draft.owner}
          onChange={(owner) => onChange({ ...draft, owner: (owner ?? draft.owner) as CauseOwner })}
        />
        <Select
          label="What the console can do"
          placeholder="Nothing by itself"
          clearable
          data={choices(FIXES)}
          value={draft.fix}
          onChange={(fix) => onChange({ ...draft, fix: fix as CauseFix | null })}
        />
      </SimpleGrid>
    </>
  );
}
