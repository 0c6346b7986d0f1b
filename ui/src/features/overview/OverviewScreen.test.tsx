import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { ErrorGroup } from "../../bindings/ErrorGroup";
import type { Overview } from "../../bindings/Overview";
import { expectAccessible } from "../../test/axe";
import { errorGroup } from "../../test/error-group-fixture";
import { fakeConsole } from "../../test/fake-console";
import { renderApp } from "../../test/render";

const NOTHING: Overview = {
  counts: { Waiting: 0, New: 0, InProgress: 0, Retry: 0, Success: 1234, Failed: 0, Canceled: 0, Manual: 0 },
  oldestNew: null,
  usersWithOldNew: [],
  p95New: null,
  medianNew: null,
  offlineDevices: { near: 0, over: 0, devices: [] },
  hours: [],
  marks: [],
  failedByError: [],
  failedByObject: [],
  failedByUser: [],
};

const TROUBLE: Overview = {
  counts: { ...NOTHING.counts, New: 7, Failed: 3, Manual: 1 },
  offlineDevices: NOTHING.offlineDevices,
  oldestNew: new Date(Date.now() - 50 * 3_600_000).toISOString(),
  usersWithOldNew: [
    {
      ownerId: "005000000000003AAA",
      ownerName: "David Okafor",
      count: 5,
      oldest: new Date(Date.now() - 50 * 3_600_000).toISOString(),
    },
    {
      ownerId: "005000000009999AAA",
      ownerName: null,
      count: 1,
      oldest: new Date(Date.now() - 30 * 3_600_000).toISOString(),
    },
  ],
  p95New: new Date(Date.now() - 49 * 3_600_000).toISOString(),
  medianNew: new Date(Date.now() - 26 * 3_600_000).toISOString(),
  hours: [{ at: new Date().toISOString(), success: 9, failed: 3, retry: 0, canceled: 0, manual: 0 }],
  marks: [{ at: new Date().toISOString(), kind: "appVersion", text: "First transaction of app version 9.9" }],
  failedByObject: [{ objectName: "Visit", count: 3 }],
  failedByUser: [{ ownerId: "005000000000003AAA", ownerName: "Chris Doe", count: 3 }],
  failedByError: [
    { errorCode: "UNABLE_TO_LOCK_ROW", count: 2 },
    { errorCode: null, count: 1 },
  ],
};

async function open(overview: Overview, groups: ErrorGroup[] = []) {
  const handlers = {
    ...fakeConsole(() => undefined, { size: 20 }),
    "overview.get": () => overview,
    "errorGroups.list": () => ({ groups }),
  };
  const rendered = await renderApp({ path: "/overview", handlers });
  await screen.findByRole("region", { name: "What needs attention" });
  return { user: userEvent.setup(), ...rendered };
}

describe("the overview", () => {
  it("says the good news when nothing needs attention", async () => {
    const { container } = await open(NOTHING);
    expect(screen.getByText("Nothing needs your attention.")).toBeVisible();
    expect(screen.getByText("Nobody waits for more than a day")).toBeVisible();
    expect(screen.getAllByText("No transaction is Failed")).toHaveLength(3);
    expect(screen.getByText("No attempt failed in the last 30 days.")).toBeVisible();
    await expectAccessible(container);
  });

  it("says how to get transactions when there is none at all", async () => {
    const counts = { ...NOTHING.counts, Success: 0 };
    const handlers = {
      ...fakeConsole(() => undefined, { size: 0 }),
      "overview.get": () => ({ ...NOTHING, counts }),
    };
    const { container } = await renderApp({ path: "/overview", handlers });
    await expectAccessible(container);
    await userEvent.click(await screen.findByRole("button", { name: "Import Data Loader files" }));
    expect(await screen.findByRole("dialog", { name: "Import Data Loader files" })).toBeVisible();
  });

  it("says who is to be contacted, and how long the oldest New has waited", async () => {
    const { container } = await open(TROUBLE);
    expect(screen.getByText("2 users with transactions New for more than a day.")).toBeVisible();
    const backlog = screen.getByRole("region", { name: "New for more than a day" });
    expect(backlog).toHaveTextContent("The oldest of 7 New has waited 2 days.");
    expect(backlog).toHaveTextContent(
      "Half have waited 26 hours or longer (p50), one of twenty 2 days or longer (p95).",
    );
    expect(backlog).toHaveTextContent("full manual sync (Sync Database)");
    expect(within(backlog).getByRole("row", { name: /David Okafor/ })).toHaveTextContent("5");
    await expectAccessible(container);
  });

  it.each([
    ["5 New transactions of David Okafor", { view: "new", ownerId: "005000000000003AAA" }],
    ["1 New transactions of 005000000009999AAA", { view: "new", ownerId: "005000000009999AAA" }],
    [/^UNABLE_TO_LOCK_ROW/, { view: "failed", errorCode: "UNABLE_TO_LOCK_ROW" }],
    [/^No error code/, { view: "failed" }],
    [/^Visit 3/, { view: "failed", objectName: "Visit" }],
    [/^Chris Doe 3/, { view: "failed", ownerId: "005000000000003AAA" }],
    ["Success 1,234", { view: "success" }],
    [/^3 transactions failed/, { view: "failed" }],
  ])("leads from %s to the transactions behind it", async (name, search) => {
    const { user, router } = await open(TROUBLE);
    await user.click(screen.getByRole("link", { name }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/transactions"));
    expect(router.state.location.search).toEqual(search);
  });

  it("leads to the errors that nobody has decided about, while they fail", async () => {
    const groups = [
      errorGroup({ id: 1, state: "new", failed: 3 }),
      errorGroup({ id: 2, state: "new", failed: 0 }),
      errorGroup({ id: 3, state: "regressed", failed: 1 }),
      errorGroup({ id: 4, state: "known", failed: 9 }),
    ];
    const { user, router } = await open(TROUBLE, groups);
    expect(screen.getByRole("link", { name: /^1 error came back/ })).toBeVisible();
    await user.click(screen.getByRole("link", { name: /^1 new error/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/transactions/groups"));
    expect(router.state.location.search).toEqual({ view: "new" });
  });

  it("shows the numbers behind the chart as a table", async () => {
    const { user } = await open(TROUBLE);
    const summary = "3 of 12 attempts failed in the last 30 days (25.0 %).";
    expect(await screen.findByRole("img", { name: summary })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show the table" }));
    const table = within(screen.getByRole("region", { name: "Attempts by day" })).getByRole("table");
    expect(within(table).getAllByRole("row")).toHaveLength(31);
    expect(within(table).getAllByRole("row")[1]).toHaveTextContent(/325.0 %9000$/);
  });

  it("names devices near their offline limit, and leads to their transactions", async () => {
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000 + 60_000).toISOString();
    const device = {
      ownerId: "005000000000003AAA",
      appVersion: "9.9",
      metadataVersion: "7",
      firstSeen: ago(90),
      limitDays: 30,
    };
    const devices = [
      {
        ...device,
        deviceIdentifier: 'iPad "7"',
        ownerName: "David Okafor",
        lastSeen: ago(27),
        isOver: false,
      },
      { ...device, deviceIdentifier: "iPad-8", ownerName: null, lastSeen: ago(33), isOver: true },
    ];
    const offlineDevices = { near: 1, over: 1, devices };
    const { user, router, container } = await open({ ...NOTHING, offlineDevices });
    expect(screen.getByRole("link", { name: /^1 device near the offline limit/ })).toBeVisible();
    expect(screen.getByRole("link", { name: /^1 device over the offline limit/ })).toBeVisible();
    const panel = screen.getByRole("region", { name: "Devices near their offline limit" });
    const [, near, over] = within(panel).getAllByRole("row");
    expect(near).toHaveTextContent(/David Okafor.*3 days left of 30 days/);
    expect(over).toHaveTextContent(/005000000000003AAA.*2 days over of 30 days/);
    await expectAccessible(container);
    await user.click(screen.getByRole("link", { name: 'Transactions of device iPad "7"' }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/transactions"));
    expect(router.state.location.search).toEqual({ q: 'device:"iPad \\"7\\""' });
  });

  it("zooms into a part of the time by the keyboard, opens it as a filter, and goes back", async () => {
    const { user, router, container } = await open(TROUBLE);
    await user.selectOptions(screen.getByRole("combobox", { name: "From (UTC)" }), "28");
    expect(
      await screen.findByRole("img", { name: /^3 of 12 attempts failed from .* to .* UTC/ }),
    ).toBeVisible();
    const from = screen.getByRole("combobox", { name: "From (UTC)" });
    expect(within(from).getAllByRole("option")).toHaveLength(48);
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Reset zoom" }));
    expect(within(from).getAllByRole("option")).toHaveLength(30);
    expect(screen.getByRole("button", { name: "Reset zoom" })).toBeDisabled();
    await user.selectOptions(screen.getByRole("combobox", { name: "To the end of" }), "0");
    await user.click(screen.getByRole("button", { name: "Show the transactions of this time" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/transactions"));
    const day = new Date(Math.floor(Date.now() / 86_400_000 - 29) * 86_400_000).toISOString();
    const next = new Date(Date.parse(day) + 86_400_000).toISOString();
    expect(router.state.location.search).toEqual({ q: `modified-after:${day} modified-before:${next}` });
  });

  it("shows hours and weeks too, and what happened meanwhile", async () => {
    const { user, container } = await open(TROUBLE);
    expect(screen.getByText(/^Today so far 3 of 12 failed; yesterday by this time 0 of 0/)).toBeVisible();
    await user.click(screen.getByText("Hour"));
    expect(await screen.findByRole("img", { name: /in the last 48 hours/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show the table" }));
    expect(screen.getByRole("region", { name: "Attempts by hour" })).toBeVisible();
    await user.click(screen.getByText("What happened meanwhile (1)"));
    expect(screen.getByText("First transaction of app version 9.9")).toBeVisible();
    await expectAccessible(container);
  });
});
