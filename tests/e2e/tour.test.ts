import { expect } from "vitest";

import { one, rows } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { windowTest } from "./harness/window-test";
import type { StatusCounts } from "../../ui/src/bindings/StatusCounts";
import type { TransactionDetail } from "../../ui/src/bindings/TransactionDetail";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

const test = windowTest(smallSample);

// The five minutes of the README.
test("a failed transaction becomes Success", async ({ window: { page }, scratch: { store = "" } }) => {
  const counts = () => one<{ counts: StatusCounts }>(store, "status").then((status) => status.counts);
  const missing = ["--status", "failed", "--error", "REQUIRED_FIELD_MISSING"];
  const [failed] = await rows<TransactionRow>(store, "transactions", "list", ...missing);
  if (!failed) throw new Error("The sample has no transaction with a missing field.");
  const before = await counts();

  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.within("navigation", "Views").click("button", /^Failed/);
  await page.choose("Error", "REQUIRED_FIELD_MISSING");
  await page.within("grid", "Transactions").click("row", new RegExp(failed.name));

  const detail = page.within("complementary", `Transaction ${failed.name}`);
  await detail.reads("region", "Why", "REQUIRED_FIELD_MISSING");
  await detail.click("button", "Edit");
  const editor = page.within("dialog", `Edit ${failed.name}`);
  await editor.choose(/^Inquiry Channel/, "Email");
  await editor.reads("status", undefined, "No problems found");
  await editor.click("button", "Review changes");
  await editor.fill("textbox", "Reason", "The app of this user does not send it yet");
  await editor.click("button", "Save");
  await page.gone("dialog", `Edit ${failed.name}`);

  await detail.click("button", "Retry");
  const retry = page.within("dialog", `Retry: ${failed.name}`);
  await retry.fill("textbox", "Reason", "Mended");
  await retry.click("button", "Retry");
  await page.gone("dialog", `Retry: ${failed.name}`);

  await page.within("navigation", "Screens").click("link", "Processor");
  await page.click("button", "Run now");
  await page.reads("region", "Last runs", /Success/);

  const mended = await one<TransactionDetail>(store, "transactions", "show", failed.name);
  expect(mended.transaction.Status).toBe("Success");
  // The newest first.
  expect(mended.attempts.map(({ outcome }) => outcome).slice(0, 2)).toEqual(["Success", "Failed"]);
  expect(mended.history.map(({ actor }) => actor)).toContain("Ada Admin");
  const after = await counts();
  expect(after.Failed).toBe(before.Failed - 1);
});
