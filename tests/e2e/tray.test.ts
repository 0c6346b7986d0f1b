import { expect } from "vitest";

import { type Desktop, startDesktop } from "./harness/desktop";
import { consoleProcess } from "./harness/process";
import { rows, syncadm } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { openConsole } from "./harness/window";
import { scratchTest } from "./harness/window-test";
import type { BatchJob } from "../../ui/src/bindings/BatchJob";

const test = scratchTest(smallSample).extend<{ desktop: Desktop }>({
  desktop: async ({}, use) => {
    const desktop = await startDesktop({ hasTray: true });
    await use(desktop);
    await desktop.stop();
  },
});

/** What the title of the console's window has beside the name of the workspace. */
const CONSOLE = "Synchronization Admin Console";
const WINDOW = expect.stringContaining(CONSOLE);
const PATIENCE = { timeout: 20_000 };

test("its window closed, the console goes on in the tray, and comes back", async ({ scratch, desktop }) => {
  const { store = "" } = scratch;
  const because = ["--reason", "Devices upload all day"];
  await syncadm(store, "schedules", "clone", "Sync Processor Scheduler", "Nightly", ...because);
  await syncadm(store, "schedules", "activate", "Nightly", ...because);
  const window = await openConsole(scratch, { bus: desktop.bus });
  try {
    await window.page.within("navigation", "Screens").click("link", "Processor");
    desktop.chooseInTray("Pause the Sync Processor");
    await window.page.reads("status", "Paused", "Chosen in the tray");
    desktop.chooseInTray("Resume the Sync Processor");
    await window.page.gone("status", "Paused");

    expect(await desktop.windows()).toContainEqual(WINDOW);
    desktop.closeWindow(CONSOLE);
    await expect.poll(desktop.windows, PATIENCE).toEqual(["The console stays in the tray"]);

    desktop.chooseInTray("Run now");
    const runs = () => rows<BatchJob>(store, "runs", "list");
    await expect.poll(runs, PATIENCE).toEqual([expect.objectContaining({ endedAt: expect.any(String) })]);

    desktop.chooseInTray("Open");
    await expect.poll(desktop.windows, PATIENCE).toContainEqual(WINDOW);
    await window.page.within("region", "Last runs").find("link", /Run now|manual/i);
  } finally {
    await window.close();
  }
});

test("without work to stay for, it ends with its window", async ({ scratch, desktop }) => {
  const window = await openConsole(scratch, { bus: desktop.bus });
  try {
    await window.page.within("navigation", "Screens").click("link", "Processor");
    // The icon is there when its menu does what it says.
    desktop.chooseInTray("Pause the Sync Processor");
    await window.page.reads("status", "Paused", "Chosen in the tray");
    desktop.closeWindow(CONSOLE);
    await expect.poll(() => consoleProcess().catch(() => "ended"), PATIENCE).toBe("ended");
  } finally {
    await window.close();
  }
});
