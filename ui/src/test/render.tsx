import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import { render, type RenderResult } from "@testing-library/react";
import type { ReactNode } from "react";

import { connectEvents } from "../api/events";
import { keepQueriesLive } from "../api/live-queries";
import { loadPreferences } from "../api/preferences";
import { makeQueryClient } from "../api/query";
import { App } from "../app/App";
import { DialogsContext } from "../app/dialogs/dialogs";
import { makeRouter } from "../app/router";
import { installPlatform } from "../platform/platform";
import { theme } from "../theme/theme";
import { type FakePlatform, fakePlatform, type Handlers } from "./fake-platform";

/** What a test gets back: the drawn part and the shell behind it. */
export interface Rendered extends RenderResult {
  platform: FakePlatform;
}

/** Draws a part of the UI: with theme, cache and a shell that answers from `handlers`. */
export async function renderPart(part: ReactNode, handlers: Handlers = {}): Promise<Rendered> {
  const platform = await install(handlers);
  const client = makeQueryClient();
  keepQueriesLive(client);
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
  const result = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <Notifications />
        {/* Links and navigation work, but lead nowhere. */}
        <RouterContextProvider router={router as never}>
          <DialogsContext value={() => undefined}>{part}</DialogsContext>
        </RouterContextProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...result, platform };
}

interface AppOptions {
  /** The URL behind `#`, for example `/transactions?view=failed`. */
  path: string;
  handlers: Handlers;
  preferences?: Record<string, unknown>;
}

/** Draws the whole window at a URL. */
export async function renderApp({
  path,
  handlers,
  preferences = {},
}: AppOptions): Promise<Rendered & { router: ReturnType<typeof makeRouter> }> {
  const platform = await install(handlers, preferences);
  const router = makeRouter(createMemoryHistory({ initialEntries: [path] }));
  return { ...render(<App router={router} env="test" />), platform, router };
}

async function install(handlers: Handlers, preferences: Record<string, unknown> = {}): Promise<FakePlatform> {
  const platform = fakePlatform(handlers);
  Object.entries(preferences).forEach(([key, value]) => platform.saved.set(key, value));
  installPlatform(platform);
  await loadPreferences();
  await connectEvents();
  return platform;
}
