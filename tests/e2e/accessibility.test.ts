import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "vitest";

import { smallSample } from "./harness/scratch";
import { show } from "./harness/show";
import type { ConsoleWindow } from "./harness/window";
import { windowTest } from "./harness/window-test";
import { screensOf } from "./screens";

const test = windowTest(smallSample);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

test("nobody is kept out of any screen, in light and dark", async ({ window, scratch }) => {
  const found: string[] = [];
  for (const screen of await screensOf(scratch)) {
    await show(window, screen);
    await window.browser.execute(axe);
    // Only colours differ between the themes.
    await inTheme(window, "light");
    found.push(...(await grave(window)).map((finding) => `${screen.name}: ${finding}`));
    await inTheme(window, "dark");
    found.push(
      ...(await grave(window, "color-contrast")).map((finding) => `${screen.name}, dark: ${finding}`),
    );
  }
  expect(found).toEqual([]);
});

async function inTheme({ browser }: ConsoleWindow, theme: "light" | "dark"): Promise<void> {
  await browser.execute((wanted: string) => {
    // Colours on their way from one theme to the other are those of neither.
    const still = document.createElement("style");
    still.textContent = "*, *::before, *::after { transition: none !important; animation: none !important; }";
    document.head.append(still);
    document.documentElement.dataset["mantineColorScheme"] = wanted;
  }, theme);
  await browser.executeAsync((drawn: () => void) => {
    requestAnimationFrame(() => requestAnimationFrame(drawn));
  });
}

/** What axe finds on screen that is serious or critical; of one rule, or of all. */
async function grave({ browser }: ConsoleWindow, rule?: string): Promise<string[]> {
  return browser.executeAsync((only: string | null, answer: (found: string[]) => void) => {
    interface Violation {
      id: string;
      impact: string | null;
      nodes: { html: string; failureSummary: string }[];
    }
    const { axe: checker } = window as unknown as {
      axe: {
        run: (where: Document, options: object) => Promise<{ violations: Violation[] }>;
      };
    };
    const options = {
      resultTypes: ["violations"],
      ...(only ? { runOnly: [only] } : {}),
    };
    void checker.run(document, options).then(({ violations }) => {
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      answer(
        serious.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary.slice(0, 300)}`,
          ),
        ),
      );
    });
  }, rule ?? null);
}
