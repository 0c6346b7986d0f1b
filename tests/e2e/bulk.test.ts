import { expect } from "vitest";

import { one, rows } from "./harness/programs";
import { smallSample } from "./harness/scratch";
import { windowTest } from "./harness/window-test";
import type { BulkDetail } from "../../ui/src/bindings/BulkDetail";
import type { BulkJob } from "../../ui/src/bindings/BulkJob";
import type { TransactionDetail } from "../../ui/src/bindings/TransactionDetail";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

const test = windowTest(smallSample);

const MISSING = "REQUIRED_FIELD_MISSING";

async function failedWith(store: string, error: string): Promise<TransactionRow[]> {
  return rows<TransactionRow>(store, "transactions", "list", "--status", "failed", "--error", error);
}

function payloads({ items }: TransactionDetail): (string | null)[] {
  return items.map(({ FieldValues }) => FieldValues);
}

test("a field is patched in all that match, and the patch is undone", async ({
  window: { page },
  scratch: { store = "" },
}) => {
  const [failed] = await failedWith(store, MISSING);
  if (!failed) throw new Error("The sample has no transaction with a missing field.");
  const shown = () => one<TransactionDetail>(store, "transactions", "show", failed.name);
  const before = await shown();

  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.within("navigation", "Views").click("button", /^Failed/);
  await page.choose("Error", MISSING);
  await page.click("button", "Act on all that match");
  await page.click("menuitem", "Patch a field…");
  const patch = page.within("dialog", "Patch a field: all that match");
  await patch.choose("Object", /\(Inquiry\)/);
  await patch.choose("Field", /\(InquiryChannelType\)/);
  await patch.fill("textbox", "New value", "Email");
  await patch.reads("list", "What would change", /Email/);
  await patch.fill("textbox", /^Reason/, "Asked the users");
  await patch.click("button", "Patch");
  await patch.reads("region", "Result of bulk job 1", /changed/);
  expect(payloads(await shown()).join()).toContain("Email");

  await patch.click("button", "Undo…");
  const undo = page.within("dialog", "Undo: bulk job 1");
  await undo.fill("textbox", /^Reason/, "It was Phone");
  await undo.click("button", /^Undo \(/);
  await undo.reads("region", "Result of bulk job 2", /changed/);
  await page.press("Escape");
  await page.gone("dialog", "Undo: bulk job 1");
  expect(payloads(await shown())).toEqual(payloads(before));

  await page.within("navigation", "Screens").click("link", "Bulk jobs");
  await page.find("row", /Patch of Inquiry\.InquiryChannelType.*Asked the users.*Undone by bulk job 2/s);
});

test("a canary stops when the same error comes back", async ({
  window: { page },
  scratch: { store = "" },
}) => {
  await page.within("navigation", "Screens").click("link", "Transactions");
  await page.within("navigation", "Views").click("button", /^Failed/);
  await page.choose("Error", MISSING);
  await page.click("button", "Act on all that match");
  await page.click("menuitem", "Retry…");
  const retry = page.within("dialog", "Retry: all that match");
  await retry.click("checkbox", /^As a canary/);
  await retry.fill("textbox", /^Reason/, "Is it mended?");
  await retry.click("button", /^Retry \(/);
  await retry.reads("region", /^Result of bulk job/, /The canary stopped at stage 1 of 4/);

  const [job] = await rows<BulkJob>(store, "bulk", "list");
  expect(job).toMatchObject({ state: "stopped", done: 1 });
  const detail = await one<BulkDetail>(store, "bulk", "show", String(job?.id));
  expect(detail.job.note).toContain(MISSING);
});
