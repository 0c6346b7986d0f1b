import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";

/** How long after the last key the list follows, in milliseconds. */
const PAUSE = 250;

/** The text of a field while it is typed; `onChange` hears of it once typing pauses. */
export function useDraft(
  value: string | undefined,
  onChange: (value: string | undefined) => void,
): [string, (text: string) => void] {
  const [draft, setDraft] = useState(value ?? "");
  const [known, setKnown] = useState(value);
  const tell = useDebouncedCallback(
    (text: string) => onChange(text.trim() === "" ? undefined : text.trim()),
    PAUSE,
  );

  // The URL changed by another way (Back, Clear, a link): the field shows what holds now.
  if (value !== known) {
    setKnown(value);
    if ((value ?? "") !== draft.trim()) setDraft(value ?? "");
  }
  return [
    draft,
    (text) => {
      setDraft(text);
      tell(text);
    },
  ];
}
