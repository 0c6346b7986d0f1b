import { start } from "../app/start";
import { fakeConsole } from "./fake-console";
import { fakePlatform } from "./fake-platform";

/**
 * The UI in a browser, on a console in memory: `npx vite ui`, then /src/test/dev.html. Preferences live in the
 * tab's session; `?empty` starts without a workspace. DST-0000900001 and the next are hard to show.
 */
const platform = fakePlatform();
platform.handlers = fakeConsole((event) => platform.emit(event), {
  withWorkspace: !location.search.includes("empty"),
  withOdd: true,
  nights: 70,
});
platform.preferences = {
  get: (key) => Promise.resolve(JSON.parse(sessionStorage.getItem(key) ?? "null") ?? undefined),
  set(key, value) {
    sessionStorage.setItem(key, JSON.stringify(value));
    return Promise.resolve();
  },
};
await start(platform);
