import { Button, Group, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";

import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { CauseFields } from "./CauseFields";
import { type CauseSubject, draftOf, missingIn } from "./draft";
import { MatchFields } from "./MatchFields";
import { useSaveCause } from "./useSaveCause";

interface CauseFormProps {
  of: CauseSubject;
  onClose: () => void;
}

/** The form of an entry: which errors it explains, and what it says about them. */
export function CauseForm({ of, onClose }: CauseFormProps) {
  const own = "own" in of ? of.own : undefined;
  const [draft, setDraft] = useState(() => draftOf("own" in of ? of.own : of.values));
  const [asked, setAsked] = useState(false);
  const { save, isPending, problems: refused, error, theirs } = useSaveCause(own);
  const missing = missingIn(draft);
  const problems = { ...refused, ...(asked && missing) };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(missing).length === 0) save(draft, onClose);
  };

  const fields = { draft, problems, onChange: setDraft };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <MatchFields {...fields} />
        <CauseFields {...fields} />
        {error && (
          <ErrorNotice
            error={error}
            actions={
              theirs && (
                <Button size="compact-sm" variant="default" onClick={() => setDraft(draftOf(theirs))}>
                  Show theirs
                </Button>
              )
            }
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            {theirs ? "Save over theirs" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
