import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe } from "vitest";

import { documentation, results } from "./harness/programs";
import { preferencesFile, type Scratch } from "./harness/scratch";
import { show } from "./harness/show";
import { inConsole, type ConsoleWindow } from "./harness/window";
import { scratchTest } from "./harness/window-test";
import { type Screen, screensOf } from "./screens";

// Every screen in both themes and sizes, into test-results/screenshots; those of one size are copied into
// docs/screenshots.

const test = scratchTest(["--sample"]);
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
];
/** The size that the documentation shows. */
const DOCUMENTED = "1280x800";

describe.each(["light", "dark"])("%s", (theme) => {
  test("pictures of every screen", async ({ scratch }) => {
    await preferTheme(scratch, theme);
    const screens = await screensOf(scratch);
    await inConsole(scratch, async (window) => {
      await window.page.find("navigation", "Screens");
      for (const { width, height } of SIZES) {
        await window.browser.setWindowSize(width, height);
        for (const screen of screens) {
          await picture(window, screen, `${width}x${height}`, theme);
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

async function picture(window: ConsoleWindow, screen: Screen, size: string, theme: string): Promise<void> {
  await show(window, screen);
  const file = path.join(results, "screenshots", size, theme, `${screen.name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await window.browser.saveScreenshot(file);
  if (size === DOCUMENTED) await cp(file, path.join(documentation, `${screen.name}-${theme}.png`));
}
