import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { BulkDetail } from "../../bindings/BulkDetail";
import type { BulkPreview } from "../../bindings/BulkPreview";
import type { BulkRefusal } from "../../bindings/BulkRefusal";
import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform } from "../../test/fake-platform";
import { orgHandlers } from "../../test/org-fixture";
import { renderApp, renderPart } from "../../test/render";
import { BulkForm } from "./BulkForm";
import { BulkResult } from "./BulkResult";
import { Differences } from "./patch/Differences";

const DETAIL: BulkDetail = {
  job: {
    id: 3,
    action: { kind: "retry" },
    title: "Retry of 40000 transactions",
    actor: "sam",
    reason: "lock released",
    state: "completedWithFailures",
    total: 40_000,
    done: 39_990,
    refused: 10,
    followed: 0,
    startedAt: "2026-11-23T12:00:00.000Z",
    endedAt: "2026-11-23T12:00:09.000Z",
    note: null,
    undoneBy: null,
    journalPrunedAt: null,
    held: 4,
  },
  refusals: [
    {
      kind: "held",
      reason: "It depends on transactions that are not Success yet.",
      count: 4,
      sample: [{ id: "1QT1", name: "DST-0000000001", status: "Canceled" }],
    },
  ],
};

const PREVIEW: BulkPreview = {
  total: 40_000,
  changing: 39_990,
  byStatus: {
    Waiting: 0,
    New: 0,
    InProgress: 0,
    Retry: 0,
    Success: 0,
    Failed: 39_990,
    Canceled: 10,
    Manual: 0,
  },
  refusals: DETAIL.refusals,
  lookedAt: 10,
  patched: [],
  next: null,
};

let platform: FakePlatform;

async function app(path: string) {
  const emit = (event: ConsoleEvent) => platform.emit(event);
  const rendered = await renderApp({ path, handlers: fakeConsole(emit, { size: 60 }) });
  platform = rendered.platform;
  return { user: userEvent.setup(), ...rendered };
}

describe("a bulk action", () => {
  it("says what it will do, asks why, does it to all that match, and is undone", async () => {
    const { user } = await app("/transactions?view=failed");
    await user.click(await screen.findByRole("button", { name: "Act on all that match" }));
    await user.click(await screen.findByRole("menuitem", { name: "Retry…" }));
    const dialog = await screen.findByRole("dialog", { name: "Retry: all that match" });
    await waitFor(() => expect(dialog).toHaveTextContent(/\d+ transactions? will be queued/));
    await expectAccessible(dialog);
    await user.type(within(dialog).getByRole("textbox", { name: /^Reason/ }), "lock released");
    await user.click(within(dialog).getByRole("button", { name: /^Retry \(\d+\)$/ }));
    expect(await within(dialog).findByText(/transactions? changed/)).toBeVisible();
    expect(platform.requestsOf("bulk.start")).toEqual([
      {
        action: { kind: "retry" },
        scope: { kind: "filter", filter: { statuses: ["Failed"] } },
        reason: "lock released",
        canary: null,
        acceptProblems: false,
      },
    ]);

    await user.click(within(dialog).getByRole("button", { name: "Undo…" }));
    const undo = await screen.findByRole("dialog", { name: "Undo: bulk job 1" });
    await user.type(within(undo).getByRole("textbox", { name: /^Reason/ }), "too early");
    await user.click(await within(undo).findByRole("button", { name: /^Undo \(\d+\)$/ }));
    expect(await within(undo).findByText(/transactions? changed/)).toBeVisible();
    expect(platform.requestsOf("bulk.undo")).toEqual([{ id: 1, reason: "too early" }]);
  });

  it("is kept in a list with its reason, and opens to what it left", async () => {
    const { user, container } = await app("/transactions");
    await user.click(await screen.findByRole("button", { name: "Act on all that match" }));
    await user.click(await screen.findByRole("menuitem", { name: "Ignore…" }));
    const dialog = await screen.findByRole("dialog", { name: "Ignore: all that match" });
    await user.type(within(dialog).getByRole("textbox", { name: /^Reason/ }), "entered twice");
    await user.click(await within(dialog).findByRole("button", { name: /^Ignore \(\d+\)$/ }));
    await user.click(await within(dialog).findByRole("button", { name: "Close" }));
    await user.click(await screen.findByRole("link", { name: "Bulk jobs" }));
    const row = await screen.findByRole("row", { name: /ignore of 60 transactions/ });
    expect(row).toHaveTextContent("entered twice");
    expect(row).toHaveTextContent("Completed, some left");
    await expectAccessible(container);
    await user.click(within(row).getByRole("link"));
    expect(await screen.findByRole("list", { name: "Left as they are" })).toHaveTextContent(
      "It is applied to the org already.",
    );
    await expectAccessible(container);
  });

  it("may go as a canary, which processes each step unless told otherwise", async () => {
    const rendered = await renderPart(
      <BulkForm
        request={{ kind: "retry", scope: { kind: "filter", filter: {} } }}
        onStarted={() => undefined}
        onCancel={() => undefined}
      />,
      { "bulk.preview": () => PREVIEW, "bulk.start": () => new Promise(() => undefined) },
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole("checkbox", { name: /As a canary/ }));
    await user.click(screen.getByRole("checkbox", { name: /Run the Sync Processor/ }));
    await user.type(screen.getByRole("textbox", { name: /^Reason/ }), "carefully");
    await user.click(await screen.findByRole("button", { name: "Retry (39,990)" }));
    expect(rendered.platform.requestsOf("bulk.start")).toMatchObject([{ canary: { runProcessor: false } }]);
    expect(screen.getByRole("list", { name: "Stay as they are" })).toHaveTextContent("4 transactions");
  });

  it("shows what a patch would change before it is made", async () => {
    const { user } = await app("/transactions?view=failed");
    await user.click(await screen.findByRole("button", { name: "Act on all that match" }));
    await user.click(await screen.findByRole("menuitem", { name: "Patch a field…" }));
    const dialog = await screen.findByRole("dialog", { name: "Patch a field: all that match" });
    expect(within(dialog).getByRole("button", { name: "Patch" })).toBeDisabled();
    await user.click(within(dialog).getByRole("combobox", { name: "Object" }));
    await user.click(await screen.findByRole("option", { name: /\(Visit\)/ }));
    await user.click(within(dialog).getByRole("combobox", { name: "Field" }));
    const [field] = await screen.findAllByRole("option", { name: /\(.+\)/ });
    if (field) await user.click(field);
    await user.type(within(dialog).getByRole("textbox", { name: "New value" }), "Mended");
    const differences = await within(dialog).findByRole("list", { name: "What would change" });
    await waitFor(() => expect(differences).toHaveTextContent("Mended"));
    await expectAccessible(dialog);
  });
});

describe("what came of a bulk job", () => {
  it("names the reasons, and offers what was held and undo", async () => {
    const { container } = await renderPart(<BulkResult detail={DETAIL} />);
    expect(container).toHaveTextContent("39,990 transactions changed, 10 left as they are.");
    expect(screen.getByRole("list", { name: "Left as they are" })).toHaveTextContent(
      "4 transactions: It depends on transactions that are not Success yet.Such as DST-0000000001",
    );
    expect(screen.getByRole("button", { name: "Retry what was held (4)…" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Undo…" })).toBeVisible();
    await expectAccessible(container);
  });

  it("says that it can no longer be undone, and why, when its journal is gone", async () => {
    const pruned = {
      ...DETAIL,
      job: { ...DETAIL.job, journalPrunedAt: "2026-12-23T12:00:00.000Z", held: 0 },
    };
    const { container } = await renderPart(<BulkResult detail={pruned} />);
    expect(screen.queryByRole("button", { name: "Undo…" })).toBeNull();
    expect(container).toHaveTextContent(
      "It can no longer be undone: what was before is kept for the days that",
    );
    expect(screen.getByRole("link", { name: "the watch" })).toHaveAttribute("href", "/settings/watch");
    await expectAccessible(container);
  });

  it("says in the list which jobs can no longer be undone", async () => {
    const pruned = { ...DETAIL.job, id: 2, journalPrunedAt: "2026-12-23T12:00:00.000Z" };
    const list = () => ({ jobs: [DETAIL.job, pruned], hasMore: false });
    await renderApp({
      path: "/bulk",
      handlers: { ...fakeConsole(() => undefined, { size: 1 }), "bulk.list": list },
    });
    const [kept, past] = await screen.findAllByRole("row", { name: /Retry of 40000 transactions/ });
    expect(kept).not.toHaveTextContent("Can no longer be undone");
    expect(past).toHaveTextContent("Can no longer be undone");
  });

  it("looks at a patch portion by portion, and says how far", async () => {
    const rule = { objectName: "Visit", field: "Subject", change: { kind: "remove" } } as const;
    const row = (at: number) => ({
      transaction: { id: `1QT${at}`, name: `DST-${at}`, status: "Failed" as const },
      itemId: `1QR${at}`,
      before: '"old"',
      after: null,
      problem: null,
    });
    const left: BulkRefusal = { kind: "payload", reason: "No JSON object.", count: 2, sample: [] };
    const portion = { ...PREVIEW, total: 12_340, refusals: [left], lookedAt: 500, changing: 0 };
    const { container, platform } = await renderPart(
      <BulkForm
        request={{
          kind: "patch",
          scope: { kind: "filter", filter: {} },
          patch: { objectName: "Visit", field: "Subject", kind: "remove" },
        }}
        onStarted={() => undefined}
        onCancel={() => undefined}
      />,
      {
        ...orgHandlers,
        "org.objects": () => [{ name: "Visit", label: "Visit" }],
        "bulk.preview": ({ after }) =>
          after === null
            ? { ...portion, next: 71 }
            : { ...portion, changing: 1, patched: [row(1)], next: after === 71 ? 142 : null },
      },
    );
    const user = userEvent.setup();
    expect(await screen.findByText("500 of 12,340 looked at: 0 would be patched.")).toBeVisible();
    await user.type(screen.getByRole("textbox", { name: /^Reason/ }), "gone");
    // Nothing of these would change; of the rest nobody knows.
    expect(screen.getByRole("button", { name: "Patch" })).toBeEnabled();
    await user.click(screen.getByRole("button", { name: "Look at the next 500" }));
    expect(await screen.findByText("1,000 of 12,340 looked at: 1 would be patched.")).toBeVisible();
    expect(screen.getByRole("list", { name: "Stay as they are" })).toHaveTextContent("4 transactions");
    expect(screen.getByRole("list", { name: "What would change" })).toHaveTextContent("DST-1");
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Look at the next 500" }));
    expect(await screen.findByText("1,500 of 12,340 looked at: 2 would be patched.")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Look at/ })).toBeNull();
    const asked = platform.requestsOf("bulk.preview").filter(({ action }) => action.kind === "patch");
    expect(asked.map(({ after }) => after)).toEqual([null, 71, 142]);
    expect(
      asked.every(({ action }) => JSON.stringify(action) === JSON.stringify({ kind: "patch", rule })),
    ).toBe(true);
  });

  it("offers no undo where there is nothing to take back", async () => {
    const undone = { ...DETAIL, job: { ...DETAIL.job, undoneBy: 4, held: 0 } };
    await renderPart(<BulkResult detail={undone} />);
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText(/Undone by bulk job 4/)).toBeVisible();
  });
});

it("draws only the differences that are on screen", async () => {
  const rows = Array.from({ length: 500 }, (_, at) => ({
    transaction: { id: `1QT${at}`, name: `DST-${at}`, status: "Failed" as const },
    itemId: `1QR${at}`,
    before: '"<b>old</b>"',
    after: at === 0 ? null : '""',
    problem: at === 1 ? "STRING_TOO_LONG: too long" : null,
  }));
  const { container } = await renderPart(
    <Differences rows={rows} rule={{ objectName: "Visit", field: "Subject", change: { kind: "remove" } }} />,
  );
  const drawn = screen.getAllByRole("listitem");
  expect(drawn.length).toBeLessThan(60);
  expect(drawn[0]).toHaveTextContent("<b>old</b>");
  expect(drawn[0]).toHaveTextContent("not there");
  expect(drawn[1]).toHaveTextContent("STRING_TOO_LONG: too long");
  await expectAccessible(container);
});
