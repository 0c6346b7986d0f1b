import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Job } from "../../bindings/Job";
import type { JobResult } from "../../bindings/JobResult";
import { expectAccessible } from "../../test/axe";
import type { Handlers } from "../../test/fake-platform";
import { renderPart } from "../../test/render";
import { ExportDialog } from "./ExportDialog";
import { ImportDialog } from "./ImportDialog";

const RUNNING: Job = {
  id: 7,
  kind: "import",
  title: "Import of 2 files",
  state: "running",
  done: 500,
  total: 1000,
  failures: 0,
  startedAt: new Date(Date.now() - 2000).toISOString(),
  finishedAt: null,
  result: null,
  error: null,
};

function ended(state: Job["state"], result: JobResult | null): Job {
  return { ...RUNNING, state, done: 1000, finishedAt: new Date().toISOString(), result };
}

const IMPORTED: JobResult = {
  import: {
    files: [
      {
        file: "/data/DeviceSyncTransaction.csv",
        objectName: "DeviceSyncTransaction",
        added: 990,
        unchanged: 7,
        rejected: 3,
        unknownColumns: ["LegacyId__c"],
        firstRejects: [
          { line: 17, column: "Status", value: "Done", reason: "Done is not a status." },
          { line: 17, column: "OfflineTimestamp", value: "yesterday", reason: "Not an ISO 8601 datetime." },
        ],
        rejectsFile: "/data/DeviceSyncTransaction.rejects.csv",
        resumedAtRow: 0,
      },
    ],
  },
};

const HANDLERS: Handlers = {
  "jobs.list": () => [],
  "jobs.cancel": () => ended("canceled", null),
  "data.import": () => RUNNING,
  "data.export": () => ({ ...RUNNING, kind: "export", title: "Export to /data/out" }),
  "transactions.count": () => ({ count: 1207, more: false }),
};

const nothing = () => undefined;

describe("the import dialog", () => {
  it("imports the chosen files, shows progress, and says what was refused and where", async () => {
    const user = userEvent.setup();
    const { platform } = await renderPart(<ImportDialog opened onClose={nothing} />, HANDLERS);
    const dialog = await screen.findByRole("dialog");
    await expectAccessible(dialog);
    platform.chosenFiles = ["/data/DeviceSyncTransaction.csv", "/data/DeviceSyncTransactionRecord.csv"];
    await user.click(within(dialog).getByRole("button", { name: "Browse…" }));
    await user.click(within(dialog).getByRole("switch", { name: /^All or none/ }));
    await user.click(within(dialog).getByRole("button", { name: "Import" }));
    expect(platform.requestsOf("data.import")).toEqual([{ files: platform.chosenFiles, allOrNone: true }]);

    expect(await within(dialog).findByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
    platform.emit({ type: "jobChanged", data: ended("completedWithFailures", IMPORTED) });
    expect(await within(dialog).findByText("990 added · 7 there already · 3 refused")).toBeVisible();
    expect(within(dialog).getByText(/LegacyId__c/)).toBeVisible();
    const refused = within(dialog).getByRole("table", { name: "The first 2 of 3 refused rows" });
    expect(within(refused).getByRole("row", { name: "17 Status Done Done is not a status." })).toBeVisible();
    expect(within(dialog).getByText("/data/DeviceSyncTransaction.rejects.csv")).toBeVisible();
    await expectAccessible(dialog);
  });

  it("says why nothing was imported", async () => {
    const user = userEvent.setup();
    const { platform } = await renderPart(<ImportDialog opened onClose={nothing} />, HANDLERS);
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByRole("textbox"), "/data/notes.csv");
    await user.click(within(dialog).getByRole("button", { name: "Import" }));
    await within(dialog).findByRole("progressbar");
    const error = {
      code: "invalid" as const,
      message: "The header of /data/notes.csv names no sync object.",
      details: null,
    };
    platform.emit({ type: "jobChanged", data: { ...ended("failed", null), error } });
    expect(await within(dialog).findByText(error.message)).toBeVisible();
  });
});

describe("the export dialog", () => {
  it("exports what the filter finds, in the chosen format, to the chosen place", async () => {
    const user = userEvent.setup();
    const filter = { statuses: ["Failed" as const], objectName: "Visit" };
    const { platform } = await renderPart(<ExportDialog filter={filter} onClose={nothing} />, HANDLERS);
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText(/^1,207 transactions/)).toBeVisible();
    await expectAccessible(dialog);
    await user.click(within(dialog).getByRole("radio", { name: /^JSON/ }));
    await user.click(within(dialog).getByRole("checkbox", { name: "Mask personal data" }));
    platform.chosenPath = "/data/failed.json";
    await user.click(within(dialog).getByRole("button", { name: "Browse…" }));
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    expect(platform.requestsOf("data.export")).toEqual([
      { filter, format: "json", out: "/data/failed.json", safety: { mask: true, disarm: false } },
    ]);

    await within(dialog).findByRole("progressbar");
    const report = {
      files: ["/data/failed.json"],
      transactions: 1207,
      items: 3310,
      logEntries: 1300,
      cutValues: 0,
    };
    platform.emit({
      type: "jobChanged",
      data: { ...ended("completed", { export: report }), kind: "export" },
    });
    expect(
      await within(dialog).findByText(/1,207 transactions, 3,310 items, 1,300 log entries/),
    ).toBeVisible();
  });

  it("packs a support bundle, which is always masked", async () => {
    const user = userEvent.setup();
    const filter = { statuses: ["Failed" as const] };
    const { platform } = await renderPart(<ExportDialog filter={filter} onClose={nothing} />, {
      ...HANDLERS,
      "data.supportBundle": HANDLERS["data.export"] as never,
    });
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("radio", { name: /^Support bundle/ }));
    const mask = within(dialog).getByRole("checkbox", { name: "Mask personal data" });
    expect(mask).toBeChecked();
    expect(mask).toBeDisabled();
    await user.type(within(dialog).getByRole("textbox", { name: /^File/ }), "/data/support.zip");
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    expect(platform.requestsOf("data.supportBundle")).toEqual([{ filter, out: "/data/support.zip" }]);
  });
});
