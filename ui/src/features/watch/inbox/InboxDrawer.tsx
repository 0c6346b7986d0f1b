import { Drawer } from "@mantine/core";

import { InboxContent } from "./InboxContent";

/** The inbox, over the screen: what the watch told, newest first. */
export function InboxDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(480px, 100%)"
      title="Notices"
      closeButtonProps={{ "aria-label": "Close the notices" }}
    >
      <InboxContent onFollow={onClose} />
    </Drawer>
  );
}
