import { expect } from "vitest";

import { type Desktop, startDesktop } from "./harness/desktop";
import { rows } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { openConsole } from "./harness/window";
import { scratchTest, windowTest } from "./harness/window-test";
import type { Notice } from "../../ui/src/bindings/Notice";

const test = windowTest(smallSample);

test("new errors ring the bell, which leads to their groups", async ({
  window: { page, browser },
  scratch: { store = "" },
}) => {
  await page.click("button", /^Notices, \d+ unread$/);
  const inbox = page.within("dialog", "Notices");
  await inbox.findFirst("link", /^Open the error groups/);

  const notices = await rows<Notice>(store, "inbox", "list", "--unread");
  const told = notices.find(({ about }) => about.kind === "manyErrorGroups");
  if (told?.about.kind !== "manyErrorGroups") throw new Error("The watch told of no error groups.");
  await inbox.click("link", `Open the error groups: ${told.title}`);
  await page.gone("dialog", "Notices");
  expect(await browser.getUrl()).toContain("/transactions/groups?view=new");
  await page.find("button", notices.length > 1 ? `Notices, ${notices.length - 1} unread` : "Notices");
});

test("a test notice arrives in the inbox, and the console says that no desktop shows it", async ({
  window: { page },
}) => {
  await page.within("navigation", "Screens").click("link", "Watch");
  const desktop = page.within("region", "Desktop notifications");
  await desktop.click("button", "Send a test notice");
  await page.reads(
    "region",
    "Desktop notifications",
    /The desktop did not show it: this session has no D-Bus/,
  );
  await page.click("button", /^Notices/);
  await page.within("dialog", "Notices").find("link", "Open the settings of the watch: Test notice");
});

const desktopTest = scratchTest(smallSample).extend<{ desktop: Desktop }>({
  desktop: async ({}, use) => {
    const desktop = await startDesktop();
    await use(desktop);
    await desktop.stop();
  },
});

desktopTest("notices arrive on the desktop, and lead back to where to act", async ({ scratch, desktop }) => {
  const window = await openConsole(scratch, { bus: desktop.bus });
  try {
    const { page, browser } = window;
    // What the sample has is told at once.
    const first = await desktop.shown();
    expect(first.title).toMatch(/^\d+ notices$/);
    await page.find("button", /^Notices, \d+ unread$/);
    desktop.choose();
    await page.within("dialog", "Notices").findFirst("link", /^Open the error group/);
    await page.press("Escape");

    await page.within("navigation", "Screens").click("link", "Watch");
    await page.click("button", "Send a test notice");
    await page.reads("region", "Desktop notifications", /the desktop was given it to show/);
    expect(await desktop.shown()).toMatchObject({ title: "Test notice" });
    await page.within("navigation", "Screens").click("link", "Overview");
    desktop.choose();
    await page.find("region", "Rules, quiet hours and daily report");
    expect(await browser.getUrl()).toContain("/settings/watch");
  } finally {
    await window.close();
  }
});
