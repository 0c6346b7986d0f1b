import { notifications } from "@mantine/notifications";
import { useBlocker } from "@tanstack/react-router";

/** Tells an admin who leaves a screen with unsaved changes that they are kept there, and that nothing is saved yet. */
export function useLeaveNotice(unsaved: boolean, what: string): void {
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      if (unsaved && current.pathname !== next.pathname) {
        notifications.show({
          color: "yellow",
          title: `Unsaved changes in ${what}`,
          message: "Nothing is saved yet. What you entered is kept there until you save or discard it.",
        });
      }
      return false;
    },
    enableBeforeUnload: false,
  });
}
