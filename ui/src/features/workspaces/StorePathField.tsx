import { Button, TextInput } from "@mantine/core";
import { useEffect } from "react";

import { platform } from "../../platform/platform";
import { STORE_FILES, suggestedPath } from "./store-files";

interface StorePathFieldProps {
  value: string;
  onChange: (path: string) => void;
  /** Name of the file that is suggested, without ending. */
  suggestedName: string;
}

/** Where a new workspace goes: typed, or chosen in a dialog. */
export function StorePathField({ value, onChange, suggestedName }: StorePathFieldProps) {
  useEffect(() => {
    if (value === "") void suggestedPath(suggestedName).then(onChange);
    // Only once, when the field appears: an emptied field stays empty.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const browse = async () => {
    const path = await platform().askWhereToSave({
      title: "Where the workspace goes",
      kinds: STORE_FILES,
      suggestedName: value,
    });
    if (path !== null) onChange(path);
  };

  return (
    <TextInput
      label="File"
      description="The queue goes into this file, the org into one beside it. The file must not exist yet."
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSectionWidth={90}
      rightSection={
        <Button size="compact-xs" variant="default" onClick={() => void browse()}>
          Browse…
        </Button>
      }
    />
  );
}
