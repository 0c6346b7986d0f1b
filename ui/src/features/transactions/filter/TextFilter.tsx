import { CloseButton, TextInput } from "@mantine/core";

import { useDraft } from "./useDraft";

interface TextFilterProps {
  label: string;
  width: number;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A condition that is typed. */
export function TextFilter({ label, width, value, onChange }: TextFilterProps) {
  const [draft, setDraft] = useDraft(value, onChange);
  return (
    <TextInput
      size="xs"
      w={width}
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      rightSection={
        draft !== "" && <CloseButton size="xs" aria-label={`Clear ${label}`} onClick={() => setDraft("")} />
      }
    />
  );
}
