import { expect } from "vitest";

import { rows } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { windowTest } from "./harness/window-test";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

const test = windowTest(smallSample);

test("a query narrows the list, and a saved view brings it back", async ({
  window: { page },
  scratch: { store = "" },
}) => {
  const query = "status:failed has:error -error:UNABLE* attempts>=1";
  const found = await rows<TransactionRow>(store, "transactions", "list", "--where", query, "--limit", "500");
  expect(found.length).toBeGreaterThan(0);
  const total = `${found.length.toLocaleString("en")} transactions`;

  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.fill("combobox", "Query", query);
  await page.press("Enter");
  await page.reads("region", "Transactions", new RegExp(total));

  await page.click("button", "Save as view…");
  const save = page.within("dialog", "Save as view");
  await save.fill("textbox", /^Name/, "Failed for good");
  await save.click("button", "Save");
  await page.within("navigation", "Views").click("button", /^All/);
  await page.within("region", "Saved views").click("button", "Failed for good");
  await page.reads("region", "Transactions", new RegExp(total));
});

test("what is wrong with a query is told, and the list stays", async ({ window: { page } }) => {
  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.within("navigation", "Views").click("button", /^Failed/);
  await page.fill("combobox", "Query", "stauts:new");
  await page.press("Enter");
  await page.reads("alert", undefined, /There is no key "stauts"; did you mean status\?/);
  await page.within("grid", "Transactions").findFirst("row", /Failed/);
});
