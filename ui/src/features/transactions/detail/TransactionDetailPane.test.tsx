import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Cause } from "../../../bindings/Cause";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { expectAccessible } from "../../../test/axe";
import { errorGroup } from "../../../test/error-group-fixture";
import { dependsOn, missing, node } from "../../../test/graph-fixture";
import { type Handlers, refusal } from "../../../test/fake-platform";
import { ACCOUNT, orgHandlers } from "../../../test/org-fixture";
import { renderPart } from "../../../test/render";
import { detail, logEntry, TRANSACTION, VISIT } from "../../../test/transaction-fixture";
import { SALESFORCE_LIMITS } from "../../limits/limits";
import type { Tab } from "../search";
import { TransactionDetailPane } from "./TransactionDetailPane";

const onOpen = vi.fn<(id: string) => void>();
const onEdit = vi.fn<(id: string) => void>();

const CAUSE: Cause = {
  ownId: null,
  matches: { errorCode: "REQUIRED_FIELD_MISSING" },
  title: "A required field is missing",
  cause: "A field that the org requires is empty or not there.",
  owner: "deviceUser",
  recipe: ["Ask the user for the value.", "Fill the field in, then retry."],
  fix: "setField",
  version: 0,
};

function Pane() {
  const [tab, setTab] = useState<Tab>("items");
  return (
    <TransactionDetailPane
      transactionId={TRANSACTION}
      onClose={() => undefined}
      onOpen={onOpen}
      onEdit={onEdit}
      tab={tab}
      onTab={setTab}
    />
  );
}

async function show(shown: TransactionDetail, handlers: Handlers = {}) {
  const rendered = await renderPart(<Pane />, {
    ...orgHandlers,
    "transactions.get": () => shown,
    "transactions.explain": ({ id }) => ({ id, status: shown.transaction.Status, reasons: [] }),
    "org.limits": () => SALESFORCE_LIMITS,
    "causes.explain": () => ({ cause: CAUSE }),
    "errorGroups.get": () => errorGroup(),
    "transactions.graph": () => ({ nodes: [node(1)], edges: [], more: false }),
    ...handlers,
  });
  await screen.findByRole("heading", { name: "DST-0000000001" });
  return { user: userEvent.setup(), ...rendered };
}

const openTab = (user: ReturnType<typeof userEvent.setup>, name: RegExp) =>
  user.click(screen.getByRole("tab", { name }));

beforeEach(() => void vi.clearAllMocks());

describe("the detail of a transaction", () => {
  it("says what is wrong, what that means and what to do", async () => {
    const { container, platform } = await show(detail());
    const why = screen.getByRole("region", { name: "Why" });
    expect(why).toHaveTextContent("REQUIRED_FIELD_MISSING");
    expect(why).toHaveTextContent("Required fields are missing: [AccountId]");
    expect(await within(why).findByRole("heading", { name: CAUSE.title })).toBeVisible();
    expect(why).toHaveTextContent("The user of the device can mend it");
    expect(within(why).getAllByRole("listitem")).toHaveLength(2);
    expect(platform.requestsOf("causes.explain")).toEqual([
      {
        errorCode: "REQUIRED_FIELD_MISSING",
        objectName: "Visit",
        fieldName: "AccountId",
        message: "Required fields are missing: [AccountId]",
      },
    ]);
    expect(await within(why).findByRole("link", { name: "2 others fail like this" })).toBeVisible();
    expect(screen.getByText("Sales Representative", { exact: false })).toBeVisible();
    await expectAccessible(container);
  });

  it("shows a payload as a form of fields, with what is missing, and as JSON, with all its digits", async () => {
    const payload = `{"Subject":"Call","Amount":12345678901234567890.10,"AccountRef":null,"Old__c":"x"}`;
    const { user } = await show(detail({ payload }));
    expect(await screen.findByText("Amount · currency")).toBeVisible();
    expect(screen.getByText("12345678901234567890.10")).toBeVisible();
    expect(screen.getAllByText("not known to the org")).toHaveLength(2);
    expect(screen.getByText("not in the payload").closest("div")).toHaveTextContent("AccountId");

    await user.click(screen.getByRole("radio", { name: "JSON" }));
    expect(screen.getByRole("region", { name: "Payload as JSON" })).toHaveTextContent(
      '"Amount": 12345678901234567890.10',
    );
  });

  it("shows what is no JSON as it is, and where it goes wrong", async () => {
    await show(detail({ payload: '{"Subject": oops}' }));
    expect(screen.getByText(/Not a JSON object, at line 1, column 13/)).toBeVisible();
    expect(screen.getByRole("region", { name: "Payload as JSON" })).toHaveTextContent('{"Subject": oops}');
  });

  it("treats payloads as text, marks what cannot be seen, and keeps directions apart", async () => {
    const payload = JSON.stringify({ Subject: "<img src=x onerror=alert(1)>\u202eevil\u200b" });
    const { container } = await show(detail({ payload }));
    expect(container.querySelector("img")).toBeNull();
    expect(container.querySelector('[data-code="U+202E"]')?.tagName).toBe("BDI");
    expect(container.querySelector('[data-code="U+200B"]')).not.toBeNull();
  });

  it("asks before it renders a payload of more than 2 MB", async () => {
    const { user } = await show(detail({ payload: JSON.stringify({ Subject: "x".repeat(2_100_000) }) }));
    expect(screen.queryByText("Subject · string")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show it" }));
    expect(await screen.findByText("Subject · string")).toBeVisible();
  });

  it("groups the log by attempt and leads to the item", async () => {
    const byHand = logEntry({
      Id: "1QL000000000002AAA",
      CreatedDate: "2026-11-21T10:00:00.000Z",
      ExceptionType: "LoggedByAdmin",
      ExceptionLog: "Called the rep",
      ExceptionCode: null,
    });
    const { user, container } = await show(detail({ more: { logEntries: [byHand, logEntry()] } }));
    await openTab(user, /Errors/);
    const log = within(screen.getByRole("tabpanel"));
    expect(log.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent)).toEqual([
      "Logged by hand",
      expect.stringContaining("Attempt 1"),
    ]);
    await expectAccessible(container);

    await user.click(screen.getAllByRole("button", { name: "insert Visit" })[1] as HTMLElement);
    expect(screen.getByRole("tab", { name: /Items/ })).toHaveAttribute("aria-selected", "true");
    expect(container.querySelector(`[data-item="${VISIT}"] button`)).toHaveFocus();
  });

  it("marks what a simulation wrote, and counts it among no attempt", async () => {
    const simulated = logEntry({
      Id: "1QL000000000003AAA",
      CreatedDate: "2026-11-16T09:00:00.000Z",
      ExceptionCode: "NOT_FOUND",
      IsSimulated: true,
    });
    const { user } = await show(detail({ more: { logEntries: [simulated] } }));
    await openTab(user, /Errors/);
    expect(screen.getByRole("heading", { level: 3, name: /Simulated/ })).toHaveTextContent(
      "Simulated1 h ago",
    );
    await openTab(user, /Items/);
    expect(screen.queryByText("1 error")).toBeNull();
  });

  it("shows what each attempt used of the limits", async () => {
    const { user, container } = await show(detail());
    await openTab(user, /Attempts/);
    expect(await screen.findByRole("group", { name: /^Limits used/ })).toHaveTextContent(/Queries4 of 200/);
    await expectAccessible(container);
  });

  it("explains why it is not done yet, and simulates it", async () => {
    const { user, platform } = await show(detail(), {
      "transactions.explain": ({ id }) => ({
        id,
        status: "Failed",
        reasons: [{ kind: "admin", status: "Failed" }],
      }),
      "simulation.one": ({ id }) => ({
        id,
        name: "DST-0000000001",
        outcome: "Success",
        reason: null,
        items: [],
        usage: { queries: 1, statements: 0, rows: 0, cpuMs: 1, heapBytes: 0 },
        limits: SALESFORCE_LIMITS,
        withEdit: false,
      }),
    });
    expect(await screen.findByText(/No attempt follows by itself/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Simulate" }));
    await user.click(await screen.findByRole("button", { name: "Retry it…" }));
    expect(await screen.findByRole("dialog", { name: "Retry: DST-0000000001" })).toBeVisible();
    expect(platform.requestsOf("simulation.one")).toEqual([{ id: TRANSACTION, edit: null }]);
  });

  it("shows the record in the org now, when asked", async () => {
    const shown = detail();
    const [first] = shown.items;
    if (first) first.ProcessedRecordIdentifier = ACCOUNT;
    const { user, platform } = await show(shown);
    expect(platform.requestsOf("org.record")).toEqual([]);
    await user.click(screen.getAllByText("The record in the org now")[0] as HTMLElement);
    expect(await screen.findAllByText("Riverside Clinic")).not.toHaveLength(0);
  });

  it("lists what it depends on and opens it", async () => {
    const dependencies = [
      {
        offlineUniqueIdentifier: "dev-0",
        id: "1QT000000000009AAA",
        name: "DST-0000000009",
        status: "Failed" as const,
      },
      { offlineUniqueIdentifier: "dev-x", id: null, name: null, status: null },
    ];
    const { user, container } = await show(
      detail({ transaction: { Status: "Waiting" }, more: { dependencies } }),
      {
        "transactions.graph": () => ({
          nodes: [node(1), node(0, { name: "DST-0000000009" }), missing(8)],
          edges: [dependsOn(0, 1), dependsOn(8, 1)],
          more: false,
        }),
      },
    );
    await openTab(user, /Dependencies/);
    expect(await screen.findAllByRole("treeitem")).toHaveLength(3);
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "DST-0000000009" }));
    expect(onOpen).toHaveBeenCalledWith("1QT000000000009AAA");
  });

  it("says when it hangs together with no other", async () => {
    const { user } = await show(detail());
    await openTab(user, /Dependencies/);
    expect(await screen.findByText("No dependencies")).toBeVisible();
  });

  it("adds a comment", async () => {
    const { user, platform } = await show(detail(), {
      "transactions.comment": ({ targets }) => ({
        answers: targets.map(({ id }) => ({ id, result: { kind: "done", status: "Failed" } })),
      }),
    });
    await openTab(user, /Comments/);
    const input = screen.getByLabelText("Add a comment");
    await user.type(input, "Called the rep");
    await user.click(screen.getByRole("button", { name: "Add comment" }));
    expect(platform.requestsOf("transactions.comment")).toEqual([
      { targets: [{ id: TRANSACTION, expectedVersion: null }], reason: "Called the rep" },
    ]);
    await waitFor(() => expect(input).toHaveValue(""));
  });

  it("shows who changed what and why, together what was done together", async () => {
    const change = {
      changedAt: "2026-11-21T10:00:00.000Z",
      actor: "Ada",
      itemId: VISIT,
      reason: "Wrong account",
    };
    const history = [
      { ...change, field: "FieldValues.AccountId", oldValue: null, newValue: `"${ACCOUNT}"` },
      { ...change, field: "FieldValues.Subject", oldValue: '"a"', newValue: '"b"' },
      {
        ...change,
        actor: "queue",
        itemId: null,
        reason: "Received",
        field: "Status",
        oldValue: null,
        newValue: "New",
      },
    ];
    const { user, container } = await show(detail({ more: { history } }));
    await openTab(user, /History/);
    const [first, second] = within(screen.getByRole("list", { name: "Changes" })).getAllByRole("listitem");
    expect(first).toHaveTextContent(/Ada.*Wrong account.*FieldValues\.AccountId.*FieldValues\.Subject/);
    expect(second).toHaveTextContent(/queue.*Received.*Status/);
    await expectAccessible(container);
  });

  it("disables what the status does not allow and says why", async () => {
    const { user } = await show(detail({ transaction: { Status: "Success" } }));
    const edit = screen.getByRole("button", { name: "Edit" });
    expect(edit).toHaveAttribute("aria-disabled", "true");
    expect(edit).toHaveAccessibleDescription(/applied to the org already/);
    await user.click(edit);
    expect(onEdit).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: "Retry" })).toHaveAccessibleDescription(/applied to the org/);
  });

  it("keeps a canceled dependent from being retried before what it depends on is Success", async () => {
    const dependencies = [
      { offlineUniqueIdentifier: "dev-0", id: "1QT9", name: "DST-9", status: "Failed" as const },
    ];
    await show(detail({ transaction: { Status: "Canceled" }, more: { dependencies } }));
    expect(screen.getByRole("button", { name: "Retry" })).toHaveAccessibleDescription(/not Success yet/);
  });

  it("says when there is no such transaction", async () => {
    await renderPart(<Pane />, {
      "transactions.get": () => {
        throw refusal("notFound", "The transaction is not in this workspace.");
      },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("The transaction is not in this workspace.");
    expect(screen.getByRole("button", { name: "Close the detail" })).toBeVisible();
  });

  it("follows what happens to it", async () => {
    let status: "Failed" | "Retry" = "Failed";
    const { platform } = await show(detail(), {
      "transactions.get": () => detail({ transaction: { Status: status } }),
    });
    expect(screen.getByText("Failed")).toBeVisible();
    status = "Retry";
    platform.emit({ type: "transactionsChanged", data: [TRANSACTION] });
    expect(await screen.findByText("Retry", { selector: "[data-tone]" })).toBeVisible();
  });
});
