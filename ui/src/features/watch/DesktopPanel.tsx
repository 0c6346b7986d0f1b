import { Button } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";

import { useCommandMutation } from "../../api/query";
import type { DesktopNotifications } from "../../bindings/DesktopNotifications";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { Panel } from "../../components/layout/Panel";
import classes from "./watch.module.css";

/** Whether the desktop shows notifications, and trying it. */
export function DesktopPanel({ desktop }: { desktop: DesktopNotifications }) {
  const test = useCommandMutation("watch.test");
  return (
    <Panel
      title="Desktop notifications"
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconBell size={15} aria-hidden />}
          loading={test.isPending}
          onClick={() => test.mutate({})}
        >
          Send a test notice
        </Button>
      }
    >
      <p className={classes.state}>{stateOf(desktop)}</p>
      <p className={classes.state} role="status">
        {test.data && resultOf(test.data.desktop)}
      </p>
      {test.isError && <ErrorNotice error={test.error} />}
    </Panel>
  );
}

function stateOf(desktop: DesktopNotifications): string {
  switch (desktop.state) {
    case "available":
      return "This desktop shows notifications. Outside quiet hours every new notice is shown there too, also while the window is closed and the console stays in the tray.";
    case "unavailable":
      return `This desktop does not show notifications: ${desktop.reason}. Notices are in the inbox only.`;
    case "none":
      return "The console has no desktop here. Notices are in the inbox only.";
  }
}

function resultOf(desktop: DesktopNotifications): string {
  switch (desktop.state) {
    case "available":
      return "The test notice is in the inbox, and the desktop was given it to show.";
    case "unavailable":
      return `The test notice is in the inbox. The desktop did not show it: ${desktop.reason}.`;
    case "none":
      return "The test notice is in the inbox.";
  }
}
