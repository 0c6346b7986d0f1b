import { ActionIcon, Indicator } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";

import { useCommand } from "../../../api/query";
import { useDialogs } from "../../../app/dialogs/dialogs";

/** The largest number that fits on the bell. */
const MOST_SHOWN = 99;

/** Opens the inbox, and says how much of it is not read. */
export function InboxButton() {
  const openDialog = useDialogs();
  const unread = useCommand("inbox.count", {}).data?.unread ?? 0;
  const label = unread > 0 ? `Notices, ${unread.toLocaleString("en")} unread` : "Notices";
  return (
    <Indicator
      disabled={unread === 0}
      label={unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
      size={15}
      offset={3}
      color="red"
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        data-hint={label}
        onClick={() => openDialog({ kind: "inbox" })}
      >
        <IconBell size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Indicator>
  );
}
