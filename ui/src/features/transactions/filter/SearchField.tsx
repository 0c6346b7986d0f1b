import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";

import classes from "./FilterBar.module.css";
import { useDraft } from "./useDraft";

interface SearchFieldProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Searches payloads and error texts. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const [draft, setDraft] = useDraft(value, onChange);
  return (
    <TextInput
      size="xs"
      type="search"
      className={classes.search ?? ""}
      aria-label="Search payloads and errors"
      placeholder="Search payloads and errors"
      data-hint={
        'All words must be there, in any order.\n"In quotes" stand next to each other; word* begins so.'
      }
      spellCheck={false}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        draft !== "" && <CloseButton size="xs" aria-label="Clear the search" onClick={() => setDraft("")} />
      }
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
