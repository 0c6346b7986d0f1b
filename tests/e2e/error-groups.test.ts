import { expect } from "vitest";

import { one, rows } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { windowTest } from "./harness/window-test";
import type { ErrorGroup } from "../../ui/src/bindings/ErrorGroup";

const test = windowTest(smallSample);

/** The group that stands first on the screen: new, and the most frequent. */
async function firstGroup(store: string): Promise<ErrorGroup> {
  const groups = await rows<ErrorGroup>(store, "errors", "list");
  const fresh = groups.filter(({ state, failed }) => state === "new" && failed > 0);
  const [first] = fresh.sort((a, b) => b.failed - a.failed || a.id - b.id);
  if (!first) throw new Error("The sample has no error that nobody has looked at.");
  return first;
}

test("an error is understood, marked known, and followed to its transactions", async ({
  window: { page },
  scratch: { store = "" },
}) => {
  const { id, errorCode, failed, transactions } = await firstGroup(store);

  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.within("navigation", "Show as").click("link", "Error groups");
  const first = await page.within("grid", "Error groups").findFirst("row", /^New/);
  await first.click();

  const group = page.within("complementary", `Error group ${errorCode}`);
  await group.reads("region", "Cause", /can mend it/);
  await group.find("link", failed.toLocaleString("en"));

  const decision = group.within("region", "Decision");
  await decision.click("radio", "Known");
  await decision.fill("textbox", "Assignee", "Ada");
  await decision.fill("textbox", "Note", "Waits for the next version of the app");
  await decision.click("button", "Save");
  await page.within("group", "Which groups").reads("button", /^Known/, "1");

  const after = await one<{ group: ErrorGroup }>(store, "errors", "show", String(id));
  expect(after.group).toMatchObject({
    state: "known",
    assignee: "Ada",
    note: "Waits for the next version of the app",
  });

  await group.click("button", /^Show its/);
  await page.within("group", "Error group").find("link", new RegExp(errorCode));
  await page.reads("region", "Transactions", `${transactions.toLocaleString("en")} transactions`);
});
