import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import { someNotices } from "../../../test/fake-console/watch";
import type { FakePlatform } from "../../../test/fake-platform";
import { renderApp } from "../../../test/render";

let platform: FakePlatform;

async function openApp() {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 20 });
  const rendered = await renderApp({ path: "/processor/runs", handlers });
  platform = rendered.platform;
  return { user: userEvent.setup(), router: rendered.router };
}

async function openInbox() {
  const opened = await openApp();
  await opened.user.click(await screen.findByRole("button", { name: "Notices, 4 unread" }));
  const inbox = await screen.findByRole("dialog", { name: "Notices" });
  await within(inbox).findByText("3 transactions stay New");
  return { ...opened, inbox };
}

describe("the inbox", () => {
  it("lists what the watch told, newest first, with why and since when", async () => {
    const { inbox } = await openInbox();
    const entries = within(inbox).getAllByRole("listitem");
    expect(entries.map((entry) => within(entry).getByRole("heading").textContent)).toEqual([
      "Unread New error: REQUIRED_FIELD_MISSING on Visit.Status",
      "Unread 3 transactions stay New",
      "Unread 33 % of the attempts failed",
      "Unread Scheduled run missed: Nightly sync",
      "Run failed: Nightly sync",
    ]);
    expect(entries[0]).toHaveTextContent("12 failures: Required fields are missing");
    expect(entries[2]).toHaveTextContent("Ended 7 h ago");
    await expectAccessible(inbox);
  });

  it("leads to where to act, and counts what was followed as read", async () => {
    const { user, router, inbox } = await openInbox();
    await user.click(within(inbox).getByRole("link", { name: /^Open the error group/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/transactions/groups"));
    expect(router.state.location.search).toEqual({ open: 1001 });
    expect(platform.requestsOf("inbox.markRead")).toEqual([{ ids: [5] }]);
    expect(await screen.findByRole("button", { name: "Notices, 3 unread" })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Notices" })).not.toBeInTheDocument());
  });

  it("marks as read one by one or all, and is cleared of what was read", async () => {
    const { user, inbox } = await openInbox();
    await user.click(within(inbox).getByRole("button", { name: "Mark as read: 3 transactions stay New" }));
    await user.click(within(inbox).getByRole("switch", { name: "Only unread" }));
    await waitFor(() => expect(within(inbox).getAllByRole("listitem")).toHaveLength(3));
    await user.click(within(inbox).getByRole("button", { name: "Mark all read" }));
    expect(await within(inbox).findByText("Everything is read", { selector: "p" })).toBeVisible();
    await user.click(within(inbox).getByRole("switch", { name: "Only unread" }));
    await waitFor(() => expect(within(inbox).getAllByRole("listitem")).toHaveLength(5));
    await user.click(within(inbox).getByRole("button", { name: "Clear read" }));
    expect(await within(inbox).findByText("No notices")).toBeVisible();
    expect(within(inbox).getByRole("button", { name: "Mark all read" })).toHaveAccessibleDescription(
      "Everything is read",
    );
    await expectAccessible(inbox);
  });

  it("grows while it is open", async () => {
    const { user, inbox } = await openInbox();
    await platform.handlers["watch.test"]?.({});
    expect(await within(inbox).findByText("Test notice")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("button", { name: "Notices, 5 unread" })).toBeVisible();
  });

  it("is opened by the palette", async () => {
    const { user } = await openApp();
    await screen.findByRole("button", { name: "Notices, 4 unread" });
    await user.keyboard("{Control>}k{/Control}");
    await user.click(await screen.findByText("Notices: what the watch told"));
    expect(await screen.findByRole("dialog", { name: "Notices" })).toBeVisible();
  });

  it("follows a desktop notification that was chosen", async () => {
    const { router } = await openApp();
    await screen.findByRole("button", { name: "Notices, 4 unread" });
    const [newest] = someNotices();
    platform.emit({ type: "noticeChosen", data: newest ?? null });
    await waitFor(() => expect(router.state.location.search).toEqual({ open: 1001 }));
    expect(platform.requestsOf("inbox.markRead")).toEqual([{ ids: [5] }]);
    platform.emit({ type: "noticeChosen", data: null });
    expect(await screen.findByRole("dialog", { name: "Notices" })).toBeVisible();
  });
});
