import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe } from "vitest";

import { documentation, results, rows } from "./harness/programs";
import { preferencesFile, type Scratch } from "./harness/scratch";
import { inConsole, type ConsoleWindow } from "./harness/window";
import { scratchTest } from "./harness/window-test";
import { type Screen, screensOf } from "./screens";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

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
};

describe.each(["light", "dark"])("%s", (theme) => {
  test("pictures of every screen", async ({ scratch }) => {
    await preferTheme(scratch, theme);
    const screens = screensOf(await someFailed(scratch));
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

async function someFailed({ store = "" }: Scratch): Promise<TransactionRow> {
  const filter = ["--status", "failed", "--error", "REQUIRED_FIELD_MISSING", "--limit", "1"];
  const [row] = await rows<TransactionRow>(store, "transactions", "list", ...filter);
  if (!row) throw new Error("The sample has no transaction with a missing field.");
  return row;
}

async function picture({ browser, page }: ConsoleWindow, screen: Screen, folder: string): Promise<void> {
  // A page loaded anew has nothing open that the screen before opened.
  await browser.execute((url: string) => {
    location.hash = url;
    document.body.dataset["before"] = "";
    location.reload();
  }, screen.url);
  await browser.waitUntil(() => browser.execute(() => document.body.dataset["before"] === undefined));
  await screen.ready(page);
  await page.gone("status", "Loading");
  // Dialogs and menus come slowly into view.
  await browser.waitUntil(() =>
    browser.execute(() => document.getAnimations().every(({ playState }) => playState !== "running")),
  );
  // What is there now must have been drawn, too: the second frame begins when the first has been.
  await browser.executeAsync((drawn: () => void) => {
    requestAnimationFrame(() => requestAnimationFrame(drawn));
  });

  const file = path.join(results, "screenshots", folder, `${screen.name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await browser.saveScreenshot(file);
  const documented = DOCUMENTED[`${folder}/${screen.name}`];
  if (documented !== undefined) await cp(file, path.join(documentation, `${documented}.png`));
}
