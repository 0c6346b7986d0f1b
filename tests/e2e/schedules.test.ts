import { expect } from "vitest";

import { one, rows, syncadm } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { windowTest } from "./harness/window-test";
import type { StatusCounts } from "../../ui/src/bindings/StatusCounts";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

const test = windowTest(smallSample);

test("the template is cloned, given other times and activated", async ({ window: { page } }) => {
  const navigation = page.within("navigation", "Screens");
  await navigation.click("link", "Schedules");
  await page.within("region", "Template").click("button", /^Clone/);
  const clone = page.within("dialog", /^Clone/);
  await clone.fill("textbox", "Name", "Every quarter");
  await clone.fill("textbox", "Reason", "Devices upload all day");
  await clone.click("button", "Clone");
  await page.gone("dialog", /^Clone/);

  await page.click("button", "Edit Every quarter");
  const edit = page.within("dialog", "Edit Every quarter");
  await edit.fill("textbox", /^Times/, "*/15 * * * *");
  await edit.reads("table", "The next five runs", /:(00|15|30|45)/);
  await edit.fill("textbox", "Reason", "Not only at night");
  await edit.click("button", "Save");
  await page.gone("dialog", "Edit Every quarter");

  await page.click("button", "Activate Every quarter");
  const activate = page.within("dialog", "Activate Every quarter");
  await activate.fill("textbox", "Reason", "As agreed");
  await activate.click("button", "Activate");
  await page.gone("dialog", "Activate Every quarter");
  await page.reads("region", "Schedules of this workspace", /Active/);
  // In the bar on every screen.
  await navigation.click("link", "Overview");
  await page.find("link", /next run/);
});

/** Mends a Failed transaction and queues it: what else is due depends on the hour at which the sample was made. */
async function makeSomethingDue(store: string): Promise<void> {
  const missing = ["--status", "failed", "--error", "REQUIRED_FIELD_MISSING"];
  const [failed] = await rows<TransactionRow>(store, "transactions", "list", ...missing);
  if (!failed) throw new Error("The sample has no transaction with a missing field.");
  const mended = ["--set", "1.InquiryChannelType=Email", "--reason", "Asked the user"];
  await syncadm(store, "transactions", "edit", failed.name, ...mended);
  await syncadm(store, "transactions", "retry", failed.name, "--reason", "Mended");
}

test("a run is kept with its parts, and none begins while the processor is paused", async ({
  window: { page },
  scratch: { store = "" },
}) => {
  const counts = () => one<{ counts: StatusCounts }>(store, "status").then((status) => status.counts);
  const navigation = page.within("navigation", "Screens");
  await navigation.click("link", "Processor");
  await page.click("button", "Pause…");
  const pause = page.within("dialog", "Pause the Sync Processor");
  await pause.fill("textbox", "Reason", "The org is upgraded");
  await pause.click("button", "Pause");
  await page.reads("status", "Paused", "The org is upgraded");
  await page.find("button", "The processor is paused");

  await page.within("status", "Paused").click("button", "Resume…");
  const resume = page.within("dialog", "Resume the Sync Processor");
  await resume.fill("textbox", "Reason", "Upgraded");
  await resume.click("button", "Resume");
  await page.gone("status", "Paused");

  await makeSomethingDue(store);
  const before = await counts();
  await page.click("button", "Run now");
  await page.reads("region", "Last runs", /Success/);
  await navigation.click("link", "Runs");
  await page.within("region", "Runs").click("link", /Run now|manual/i);
  await page.find("region", "Parts of the run");
  const after = await counts();
  expect(after.Success).toBeGreaterThan(before.Success);
});
