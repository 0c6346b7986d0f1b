import { expect } from "vitest";

import { one, rows, syncadm } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { windowTest } from "./harness/window-test";
import type { StatusCounts } from "../../ui/src/bindings/StatusCounts";
import type { TransactionDetail } from "../../ui/src/bindings/TransactionDetail";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

const test = windowTest(smallSample);

/** A Failed transaction that lacks the channel of its inquiry. */
async function withMissingField(store: string): Promise<TransactionRow> {
  const missing = ["--status", "failed", "--error", "REQUIRED_FIELD_MISSING"];
  const [failed] = await rows<TransactionRow>(store, "transactions", "list", ...missing);
  if (!failed) throw new Error("The sample has no transaction with a missing field.");
  return failed;
}

test("an edit is simulated before it is saved", async ({ window: { page }, scratch: { store = "" } }) => {
  const failed = await withMissingField(store);

  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.within("navigation", "Views").click("button", /^Failed/);
  await page.choose("Error", "REQUIRED_FIELD_MISSING");
  await page.within("grid", "Transactions").click("row", new RegExp(failed.name));
  const detail = page.within("complementary", `Transaction ${failed.name}`);
  await detail.reads("region", "Why not yet?", /edit, retry or ignore/);

  await detail.click("button", "Simulate");
  const asItIs = page.within("dialog", `Simulate: ${failed.name}`);
  await asItIs.reads("region", "Verdict", /would fail with REQUIRED_FIELD_MISSING/);
  await page.press("Escape");
  await page.gone("dialog", `Simulate: ${failed.name}`);

  await detail.click("button", "Edit");
  const editor = page.within("dialog", `Edit ${failed.name}`);
  await editor.choose(/^Inquiry Channel/, "Email");
  await editor.reads("status", undefined, "No problems found");
  await editor.click("button", "Would this fix work?");
  await editor.reads("region", "Verdict", "With this edit it would succeed");

  // Nothing of it happened: the log says what was found, marked.
  const after = await one<TransactionDetail>(store, "transactions", "show", failed.name);
  expect(after.version).toBe(failed.version);
  expect(after.transaction.Status).toBe("Failed");
  expect(after.logEntries.some(({ IsSimulated }) => IsSimulated)).toBe(true);
});

test("those that would succeed are retried", async ({ window: { page }, scratch: { store = "" } }) => {
  const { name } = await withMissingField(store);
  const mended = ["--set", "1.InquiryChannelType=Email", "--reason", "Asked the user"];
  await syncadm(store, "transactions", "edit", name, ...mended);
  const counts = () => one<{ counts: StatusCounts }>(store, "status").then((status) => status.counts);
  const before = await counts();

  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.within("navigation", "Views").click("button", /^Failed/);
  await page.click("button", "Simulate what this filter finds");
  await page.within("dialog", "Simulate").click("button", "Simulate");
  await page.find("list", "Outcomes");

  await page.click("button", /^Retry those that would succeed/);
  const retry = page.within("dialog", "Retry those that would succeed");
  await retry.fill("textbox", "Reason", "The locks are gone");
  await retry.click("button", /^Retry \(/);
  await retry.reads("status", undefined, /queued for one more attempt/);

  const after = await counts();
  expect(after.Retry).toBeGreaterThan(before.Retry);
  expect(before.Failed - after.Failed).toBe(after.Retry - before.Retry);
});
