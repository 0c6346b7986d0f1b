import { expect } from "vitest";

import { importHostile, LARGEST, TEXTS } from "./harness/hostile";
import type { Page } from "./harness/page";
import { rows } from "./harness/programs";
import { show } from "./harness/show";
import type { ConsoleWindow } from "./harness/window";
import { windowTest } from "./harness/window-test";
import type { Screen } from "./screens";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

const test = windowTest(["--sample", "--users", "3", "--transactions", "20", "--seed", "7"]);

/** What a screen may show at once, in characters: far less than the largest payload has. */
const MOST_SHOWN = 1_000_000;

test("whatever a payload, a name or an error holds, no screen runs it, breaks or hides it", async ({
  window,
  scratch,
}) => {
  await importHostile(scratch);
  const hostile = await rows<TransactionRow>(
    scratch.store ?? "",
    "transactions",
    "list",
    "--where",
    "app:*",
    "--limit",
    "0",
  );
  const imported = hostile.filter(({ name }) => name.startsWith("DST-") && name.length < 200);
  expect(imported.length).toBeGreaterThan(TEXTS.length);

  const found: string[] = [];
  for (const screen of screens(imported)) {
    await show(window, screen);
    found.push(...(await harm(window)).map((what) => `${screen.name}: ${what}`));
  }
  expect(found).toEqual([]);
});

function screens(rowsOfIt: TransactionRow[]): Screen[] {
  const open = (row: TransactionRow, tab: string): Screen => ({
    name: `${tab} of ${row.name}`,
    url: `/transactions?view=failed&open=${row.id}&tab=${tab}`,
    ready: (page) => page.findFirst("tabpanel"),
  });
  const tabs = ["items", "errors", "dependencies", "related", "details", "history"];
  const group = async (page: Page) => {
    await (await page.within("grid", "Error groups").findFirst("row", /FIELD_CUSTOM/)).click();
    await page.find("region", "Cause");
  };
  return [
    {
      name: "overview",
      url: "/overview",
      ready: (page) => page.find("navigation", "Screens"),
    },
    {
      name: "list",
      url: "/transactions",
      ready: (page) => page.find("grid", "Transactions"),
    },
    { name: "groups", url: "/transactions/groups", ready: group },
    {
      name: "processor",
      url: "/processor",
      ready: (page) => page.find("button", "Run now"),
    },
    ...rowsOfIt.flatMap((row, at) =>
      (at % 3 === 0 || row.name === LARGEST ? tabs : ["items"]).map((tab) => open(row, tab)),
    ),
  ];
}

/** What is wrong with the page as it is now. */
async function harm({ browser }: ConsoleWindow): Promise<string[]> {
  return browser.execute((most: number) => {
    const found: string[] = [];
    if ("wasRun" in window) found.push("a script ran");
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth - clientWidth} pixels too wide`);
    if ((document.body.textContent ?? "").length > most) found.push("a payload is shown whole");
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const { data, parentElement } = node as Text;
      const isMarked = parentElement?.closest("[data-code], style, script, .cm-editor") !== null;
      if (!isMarked && /[\u0000-\u0008\u001b\u007f-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff]/.test(data))
        found.push(`not marked: ${parentElement?.outerHTML.slice(0, 200) ?? data}`);
    }
    return found;
  }, MOST_SHOWN);
}
