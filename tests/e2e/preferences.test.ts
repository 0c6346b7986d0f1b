import { readFile } from "node:fs/promises";

import { expect } from "vitest";

import { preferencesFile, smallSample } from "./harness/scratch";
import { inConsole } from "./harness/window";
import { scratchTest } from "./harness/window-test";

const test = scratchTest(smallSample);

test("theme and workspace are there again after a restart", async ({ scratch }) => {
  await inConsole(scratch, async ({ page }) => {
    await page.click("button", "Theme");
    await page.click("menuitem", "Dark");
    await expect.poll(() => readFile(preferencesFile(scratch), "utf8")).toContain('"theme": "dark"');
  });

  const theme = await inConsole({ ...scratch, store: undefined }, async ({ browser, page }) => {
    await page.find("button", "Workspace sample");
    return browser.$("html").getAttribute("data-mantine-color-scheme");
  });
  expect(theme).toBe("dark");
});
