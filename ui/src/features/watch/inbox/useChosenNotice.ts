import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

import { onConsoleEvent } from "../../../api/events";
import { rpc } from "../../../api/rpc";
import { useDialogs } from "../../../app/dialogs/dialogs";
import { targetOf } from "./target";

/** Leads to what a desktop notification was about that somebody chose: where to act, or the inbox for several. */
export function useChosenNotice(): void {
  const navigate = useNavigate();
  const openDialog = useDialogs();

  useEffect(
    () =>
      onConsoleEvent((event) => {
        if (event.type !== "noticeChosen") return;
        if (!event.data) {
          openDialog({ kind: "inbox" });
          return;
        }
        void navigate(targetOf(event.data.about).link);
        void rpc("inbox.markRead", { ids: [event.data.id] });
      }),
    [navigate, openDialog],
  );
}
