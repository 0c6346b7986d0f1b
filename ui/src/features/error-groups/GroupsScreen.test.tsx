import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;

async function open(path = "/transactions/groups", size = 400) {
  const handlers = fakeConsole((event) => platform.emit(event), { size });
  const rendered = await renderApp({ path, handlers });
  platform = rendered.platform;
  return { user: userEvent.setup(), ...rendered };
}

const grid = () => screen.findByRole("grid", { name: "Error groups" });
const rows = async () =>
  within(await grid())
    .getAllByRole("row")
    .slice(1);
const pane = (name: RegExp | string = /^Error group ./) => screen.findByRole("complementary", { name });

/** Opens the group of a state, and answers its pane. */
async function openFirst(user: ReturnType<typeof userEvent.setup>, state: RegExp) {
  const row = (await rows()).find(({ textContent }) => state.test(textContent));
  if (!row) throw new Error("There is no such group.");
  await user.click(row);
  return within(await pane());
}

describe("the error groups", () => {
  it("stand with what needs attention first, and say it in words", async () => {
    const { container } = await open();
    const states = (await rows()).map(
      ({ textContent }) => /^(New|Regressed|Known|Snoozed)/.exec(textContent)?.[0],
    );
    expect(states.slice(-2)).toEqual(["Known", "Snoozed"]);
    expect(states).toContain("Regressed");
    const [first] = await rows();
    expect(within(first as HTMLElement).getByRole("img")).toHaveAccessibleName(
      /^Failures per day, oldest first: (\d+, ){13}\d+$/,
    );
    await expectAccessible(container);
  });

  it("are narrowed to a state, and Back widens them again", async () => {
    const { user, router } = await open();
    await grid();
    const chips = screen.getByRole("group", { name: "Which groups" });
    const known = within(chips).getByRole("button", { name: "Known 1" });
    await user.click(known);
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(known).toHaveAttribute("aria-pressed", "true");
    router.history.back();
    await waitFor(async () => expect((await rows()).length).toBeGreaterThan(1));
    await user.click(within(chips).getByRole("button", { name: "Gone 0" }));
    expect(await screen.findByText("No error is gone yet")).toBeVisible();
  });

  it("sort by a column, and by what needs attention again", async () => {
    const { user, router } = await open();
    const header = within(await grid()).getByRole("button", { name: "Failed now" });
    await user.click(header);
    await waitFor(() => expect(router.state.location.search).toEqual({ sort: "failed" }));
    await user.click(header);
    await waitFor(() => expect(router.state.location.search).toEqual({ sort: "failed", ascending: true }));
    await user.click(header);
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("are good news when there is none", async () => {
    const { container } = await open(undefined, 0);
    expect(await screen.findByText("Nothing failed. All is well.")).toBeVisible();
    await expectAccessible(container);
  });

  it("open by keys, and close by Escape", async () => {
    const { user, router } = await open();
    (await grid()).focus();
    await user.keyboard("j{Enter}");
    const opened = await pane();
    expect(router.state.location.search).toHaveProperty("open");
    await user.click(within(opened).getByRole("heading", { level: 2 }));
    within(opened).getByRole("button", { name: "Close the detail" }).focus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("follow the queue", async () => {
    const { user } = await open("/transactions/groups?view=known");
    expect(await rows()).toHaveLength(1);
    const id = (await platform.handlers["errorGroups.list"]?.({}))?.groups.find(
      ({ state }) => state === "known",
    )?.id;
    const filter = { errorGroup: id ?? 0 };
    const sort = { by: "received", descending: true } as const;
    const failed = await platform.handlers["transactions.list"]?.({ filter, sort, cursor: null, limit: 500 });
    const targets = failed?.rows.map((row) => ({ id: row.id, expectedVersion: null })) ?? [];
    await platform.handlers["transactions.retry"]?.({ targets, reason: "the locks are gone" });
    expect(await screen.findByText("No error that fails now is known")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all that fail now" }));
    expect((await rows()).length).toBeGreaterThan(1);
  });
});

describe("an error group", () => {
  it("says why, who can mend it and how, and leads to its transactions and back", async () => {
    const { user, router, container } = await open();
    const group = await openFirst(user, /UNABLE_TO_LOCK_ROW/);
    const cause = await group.findByRole("region", { name: "Cause" });
    expect(await within(cause).findByRole("heading", { name: "A record was locked" })).toBeVisible();
    expect(cause).toHaveTextContent("An admin can mend it");
    expect(within(within(cause).getByRole("list")).getAllByRole("listitem")).toHaveLength(2);
    expect(group.getByRole("link", { name: "Show the record locks" })).toHaveAttribute(
      "href",
      expect.stringContaining("/processor#locks"),
    );
    await expectAccessible(container);

    await user.click(group.getByRole("button", { name: /^Show its \d+ transactions/ }));
    const chip = await screen.findByRole("group", { name: "Error group" });
    await waitFor(() => expect(chip).toHaveTextContent("UNABLE_TO_LOCK_ROW · Account"));
    expect(platform.requestsOf("transactions.list").at(-1)?.filter).toEqual({ errorGroup: 4701 });
    await user.click(within(chip).getByRole("button", { name: "Show other errors too" }));
    await waitFor(() => expect(platform.requestsOf("transactions.list").at(-1)?.filter).toEqual({}));
    router.history.back();
    router.history.back();
    expect(await pane("Error group UNABLE_TO_LOCK_ROW")).toBeVisible();
  });

  it("is simulated as a whole", async () => {
    const { user } = await open();
    const group = await openFirst(user, /UNABLE_TO_LOCK_ROW/);
    await user.click(group.getByRole("button", { name: "Simulate" }));
    const dialog = await screen.findByRole("dialog", { name: "Simulate" });
    await user.click(within(dialog).getByRole("button", { name: "Simulate" }));
    await waitFor(() =>
      expect(platform.requestsOf("simulation.many")).toMatchObject([
        { filter: { errorGroup: 4701, statuses: ["Failed"] } },
      ]),
    );
  });

  it("is marked known, with who looks after it and a note", async () => {
    const { user } = await open();
    const group = await openFirst(user, /^New/);
    await user.click(group.getByRole("radio", { name: "Known" }));
    await user.click(group.getByRole("textbox", { name: "Assignee" }));
    await user.paste("Ben");
    await user.click(group.getByRole("textbox", { name: "Note" }));
    await user.paste("Fixed in app 263");
    await user.click(group.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(group.getByRole("button", { name: "Save" })).toBeDisabled());
    expect(platform.requestsOf("errorGroups.save")).toMatchObject([
      {
        expectedVersion: 0,
        values: { isKnown: true, snoozedUntil: null, assignee: "Ben", note: "Fixed in app 263" },
      },
    ]);
    expect(group.getByText("Known", { selector: "[data-tone=grey]" })).toBeVisible();
    const history = await group.findByRole("list", { name: "History of decisions" });
    await waitFor(() => expect(within(history).getAllByRole("listitem")).toHaveLength(3));
    expect(history).toHaveTextContent(/sam, just now.*How it stands: New → +then Known/);
    expect(history).toHaveTextContent("Assignee: nothing → then Ben");
  });

  it("that came back is known again by one click", async () => {
    const { user } = await open();
    const group = await openFirst(user, /^Regressed/);
    expect(group.getByText("Came back")).toBeVisible();
    await user.click(group.getByRole("button", { name: "Save" }));
    expect(await group.findByText("Known", { selector: "[data-tone=grey]" })).toBeVisible();
  });

  it("is snoozed for a week unless one says otherwise", async () => {
    const { user } = await open();
    const group = await openFirst(user, /^New/);
    await user.click(group.getByRole("radio", { name: "Snoozed" }));
    expect(group.getByRole("button", { name: /^Snoozed until/ })).toBeVisible();
    await user.click(group.getByRole("button", { name: "Save" }));
    expect(await group.findByText("Snoozed", { selector: "[data-tone=violet]" })).toBeVisible();
    const [saved] = platform.requestsOf("errorGroups.save");
    expect(saved?.values).toMatchObject({ isKnown: false });
    expect(saved?.values.snoozedUntil).toMatch(/^2026-11-23T/);
  });

  it("tells what somebody else decided meanwhile, and asks which stands", async () => {
    const { user, container } = await open();
    const group = await openFirst(user, /^New/);
    await user.click(group.getByRole("textbox", { name: "Note" }));
    await user.paste("mine");
    const id = platform.requestsOf("errorGroups.get")[0]?.id ?? 0;
    const values = { isKnown: true, snoozedUntil: null, assignee: "Cleo", note: "theirs" };
    await platform.handlers["errorGroups.save"]?.({ id, expectedVersion: 0, values });
    await user.click(group.getByRole("button", { name: "Save" }));
    const told = await group.findByRole("alert");
    expect(told).toHaveTextContent("Someone else decided meanwhile");
    expect(told).toHaveTextContent("Cleo");
    await expectAccessible(container);
    await user.click(group.getByRole("button", { name: "Save mine over it" }));
    await waitFor(() => expect(group.queryByRole("alert")).toBeNull());
    expect(platform.requestsOf("errorGroups.save").at(-1)).toMatchObject({
      expectedVersion: 1,
      values: { note: "mine", assignee: null },
    });
  });

  it("takes theirs instead", async () => {
    const { user } = await open();
    const group = await openFirst(user, /^New/);
    await user.click(group.getByRole("textbox", { name: "Note" }));
    await user.paste("mine");
    const id = platform.requestsOf("errorGroups.get")[0]?.id ?? 0;
    const values = { isKnown: true, snoozedUntil: null, assignee: null, note: "theirs" };
    await platform.handlers["errorGroups.save"]?.({ id, expectedVersion: 0, values });
    await user.click(group.getByRole("button", { name: "Save" }));
    await user.click(await group.findByRole("button", { name: "Take theirs" }));
    await waitFor(() => expect(group.getByRole("textbox", { name: "Note" })).toHaveValue("theirs"));
  });

  it("keeps a decision that is not saved from getting lost", async () => {
    const { user } = await open();
    const group = await openFirst(user, /^New/);
    await user.click(group.getByRole("radio", { name: "Known" }));
    await user.click(group.getByRole("button", { name: "Close the detail" }));
    const asked = await screen.findByRole("dialog", { name: "Leave without saving?" });
    await user.click(within(asked).getByRole("button", { name: "Keep editing" }));
    expect(group.getByRole("radio", { name: "Known" })).toBeChecked();
  });

  it("says that there is no such group", async () => {
    await open("/transactions/groups?open=12");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      'The error group "12" is not in this workspace.',
    );
  });
});
