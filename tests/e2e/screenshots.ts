import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe } from "vitest";

import { documentation, results } from "./harness/programs";
import { preferencesFile, type Scratch } from "./harness/scratch";
import { show } from "./harness/show";
import { inConsole, type ConsoleWindow } from "./harness/window";
import { scratchTest } from "./harness/window-test";
import { type Screen, screensOf } from "./screens";

// Every screen in both themes and sizes, into test-results/screenshots; those that the documentation shows are copied
// into docs/screenshots.

const test = scratchTest(["--sample"]);
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
];
/** As `size/theme/name` of the pictures, and their names in the documentation. */
const DOCUMENTED: Record<string, string> = {
  "1280x800/light/transactions": "transactions-light",
  "1280x800/dark/transactions": "transactions-dark",
  "1280x800/light/edit": "edit-light",
  "1280x800/light/overview": "overview-light",
  "1280x800/dark/overview": "overview-dark",
  "1280x800/light/bulk-jobs": "bulk-jobs-light",
  "1280x800/dark/bulk-jobs": "bulk-jobs-dark",
  "1280x800/light/patch": "patch-light",
  "1280x800/dark/patch": "patch-dark",
  "1280x800/light/graph": "graph-light",
  "1280x800/dark/graph": "graph-dark",
  "1280x800/light/compare": "compare-light",
};

describe.each(["light", "dark"])("%s", (theme) => {
  test("pictures of every screen", async ({ scratch }) => {
    await preferTheme(scratch, theme);
    const screens = await screensOf(scratch);
    await inConsole(scratch, async (window) => {
      await window.page.find("navigation", "Screens");
      for (const { width, height } of SIZES) {
        await window.browser.setWindowSize(width, height);
        for (const screen of screens) {
          await picture(window, screen, `${width}x${height}/${theme}`);
        }
      }
    });
  });
});

/** Writes the preferences as the window itself keeps them. */
async function preferTheme(scratch: Scratch, theme: string): Promise<void> {
  const file = preferencesFile(scratch);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ theme }));
}

async function picture(window: ConsoleWindow, screen: Screen, folder: string): Promise<void> {
  await show(window, screen);
  const file = path.join(results, "screenshots", folder, `${screen.name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await window.browser.saveScreenshot(file);
  const documented = DOCUMENTED[`${folder}/${screen.name}`];
  if (documented !== undefined) await cp(file, path.join(documentation, `${documented}.png`));
}
