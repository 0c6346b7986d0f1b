import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@xyflow/react/dist/style.css";
import "../theme/fonts.css";
import "../theme/tokens.css";
import "../theme/tones.css";
import "../theme/base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { connectEvents } from "../api/events";
import { loadPreferences } from "../api/preferences";
import { installPlatform, type Platform } from "../platform/platform";
import { App } from "./App";
import { makeRouter } from "./router";

/** Starts the UI in the shell that `platform` speaks for. */
export async function start(platform: Platform): Promise<void> {
  installPlatform(platform);
  await Promise.all([loadPreferences(), connectEvents()]);
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no element with the id root.");
  createRoot(root).render(
    <StrictMode>
      <App router={makeRouter()} />
    </StrictMode>,
  );
}
