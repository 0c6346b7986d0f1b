import { expect } from "vitest";

import { one, rows } from "./harness/programs";
import type { Page } from "./harness/page";
import { smallSample } from "./harness/scratch";
import { windowTest } from "./harness/window-test";
import type { Item } from "../../ui/src/bindings/Item";
import type { TransactionDetail } from "../../ui/src/bindings/TransactionDetail";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

const test = windowTest(smallSample);

const found = (store: string, query: string) =>
  rows<TransactionRow>(store, "transactions", "list", "--where", query);

const shown = (store: string, name: string) => one<TransactionDetail>(store, "transactions", "show", name);

/** Opens a transaction from the list. */
async function open(page: Page, name: string): Promise<Page> {
  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.fill("combobox", "Query", `name:${name}`);
  await page.press("Enter");
  await page.within("grid", "Transactions").click("row", new RegExp(name));
  return page.within("complementary", `Transaction ${name}`);
}

test("dependencies show as a tree and as a graph", async ({ window: { page }, scratch: { store = "" } }) => {
  const [waiting] = await found(store, "has:dependency");
  if (!waiting) throw new Error("The sample has no transaction that depends on another.");
  const { dependencies } = await shown(store, waiting.name);
  const first = dependencies[0]?.name ?? "";

  const detail = await open(page, waiting.name);
  await detail.click("tab", /^Dependencies/);
  const part = detail.within("region", "Dependencies");
  await part.within("tree", "What it hangs together with").findFirst("treeitem", new RegExp(first));

  await part.pick("Graph");
  await part.holds("group", "Graph", first);
  await part.click("button", "Full window");
  await page.within("dialog", `Dependencies: ${waiting.name}`).holds("group", "Graph", first);
});

/** A Failed transaction that is a single update. */
async function failedUpdate(store: string): Promise<{ name: string; item: Item }> {
  for (const { name } of await found(store, "operation:update status:failed")) {
    const { items } = await shown(store, name);
    const item = items.find(({ OperationType }) => OperationType === "update");
    if (item && items.length === 1) return { name, item };
  }
  throw new Error("The sample has no Failed transaction that is a single update.");
}

test("an update takes the value that the org has", async ({ window: { page }, scratch: { store = "" } }) => {
  const { name, item } = await failedUpdate(store);

  const detail = await open(page, name);
  await detail.click("button", "Compare with the org");
  const compare = page.within("dialog", `Compare ${name}`);
  await compare.pick(/^Take the org's value of/);
  await compare.click("button", "Review changes");
  await compare.fill("textbox", /^Reason/, "The office knows better");
  // Another field of it may still be what the org refuses.
  if ((await compare.count("checkbox", /^Save although/)) > 0)
    await compare.click("checkbox", /^Save although/);
  await compare.click("button", /^Save( anyway)?$/);
  await page.gone("dialog", `Compare ${name}`);

  const after = (await shown(store, name)).items.find(({ Id }) => Id === item.Id);
  expect(after?.FieldValues?.length).toBeLessThan(item.FieldValues?.length ?? 0);
});
