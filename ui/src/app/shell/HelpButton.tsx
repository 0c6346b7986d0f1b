import { ActionIcon } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";

import { useDialogs } from "../dialogs/dialogs";

/** Opens the keyboard help. */
export function HelpButton() {
  const openDialog = useDialogs();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label="Keyboard shortcuts"
      data-hint="Keyboard shortcuts (?)"
      onClick={() => openDialog({ kind: "shortcuts" })}
    >
      <IconKeyboard size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}
