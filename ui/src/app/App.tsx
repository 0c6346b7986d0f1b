import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { keepQueriesLive } from "../api/live-queries";
import { makeQueryClient } from "../api/query";
import { HintLayer } from "../components/hint/HintLayer";
import { colorSchemeManager } from "../theme/color-scheme";
import { cssVariablesResolver, theme } from "../theme/theme";
import type { makeRouter } from "./router";

interface AppProps {
  router: ReturnType<typeof makeRouter>;
  /** In tests nothing moves. */
  env?: "default" | "test";
}

/** The whole window: theme, cache, screens. */
export function App({ router, env = "default" }: AppProps) {
  const [client] = useState(makeQueryClient);

  useEffect(() => keepQueriesLive(client), [client]);

  return (
    <MantineProvider
      env={env}
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <DatesProvider settings={{ firstDayOfWeek: 1, weekendDays: [] }}>
        <QueryClientProvider client={client}>
          <Notifications position="bottom-right" limit={4} zIndex={500} />
          <HintLayer />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
