import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

import { useDialogs } from "../dialogs/dialogs";

/** Where the key after `g` goes. */
const PLACES = {
  o: "/overview",
  t: "/transactions",
  p: "/processor",
  u: "/processor/runs",
  h: "/processor/schedules",
  s: "/settings/mobile",
} as const;

/** How long after `g` the next key may come, in milliseconds. */
const SEQUENCE_TIME = 1200;

/** The element that `/` goes to, where a screen has one. */
export const SEARCH_FIELD_ID = "search-field";

/** Whether a key belongs to a text field or dialog, so that it is no shortcut. */
export function belongsToInput(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const typing = target?.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
  return Boolean(typing ?? document.querySelector('[aria-modal="true"]'));
}

/** The shortcuts that work on every screen. */
export function useShellKeys(): void {
  const navigate = useNavigate();
  const openDialog = useDialogs();

  useEffect(() => {
    let wentAt = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || belongsToInput(event)) return;
      const place = event.key in PLACES ? PLACES[event.key as keyof typeof PLACES] : undefined;
      if (place && event.timeStamp - wentAt < SEQUENCE_TIME) {
        void navigate({ to: place });
      } else if (event.key === "?") {
        openDialog({ kind: "shortcuts" });
      } else if (event.key === "/") {
        event.preventDefault();
        void focusSearch(() => navigate({ to: "/transactions" }));
      }
      wentAt = event.key === "g" ? event.timeStamp : -Infinity;
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, openDialog]);
}

/** To the search field of this screen, or of the transactions where this one has none. */
async function focusSearch(toTransactions: () => Promise<void>) {
  if (!document.getElementById(SEARCH_FIELD_ID)) await toTransactions();
  // After the new screen is drawn and has taken the focus.
  requestAnimationFrame(() => document.getElementById(SEARCH_FIELD_ID)?.focus());
}
