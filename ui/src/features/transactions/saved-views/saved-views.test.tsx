import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { SavedView } from "../../../api/preferences";
import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import { renderApp } from "../../../test/render";
import { viewsAsText, viewsOfText } from "./saved-views";

const STUCK: SavedView = {
  name: "Stuck",
  query: "is:stuck",
  sort: { by: "lastModified", descending: false },
};

async function open(path: string, savedViews: SavedView[] = []) {
  const handlers = fakeConsole(() => undefined, { size: 80 });
  const { platform, router } = await renderApp({ path, handlers, preferences: { savedViews } });
  await screen.findByRole("grid", { name: "Transactions" });
  const views = within(screen.getByRole("region", { name: "Saved views" }));
  return { platform, router, views, user: userEvent.setup() };
}

async function nameIt(user: ReturnType<typeof userEvent.setup>, title: string, name: string) {
  const dialog = within(await screen.findByRole("dialog", { name: title }));
  await user.clear(dialog.getByRole("textbox", { name: /Name/ }));
  await user.type(dialog.getByRole("textbox", { name: /Name/ }), name);
  await user.click(dialog.getByRole("button", { name: "Save" }));
}

describe("saved views", () => {
  it("keep a filter and a sort under a name, and bring them back", async () => {
    const path = "/transactions?view=failed&q=attempts>=1&sort=lastModified&ascending=true";
    const { platform, router, views, user } = await open(path);
    await waitFor(() => expect(screen.getByRole("combobox", { name: "Query" })).not.toHaveValue(""));
    await user.click(screen.getByRole("button", { name: "Save as view…" }));
    await nameIt(user, "Save as view", "Tried before");
    const sort = { by: "lastModified", descending: false };
    expect(platform.saved.get("savedViews")).toEqual([
      { name: "Tried before", query: "status:failed attempts>=1", sort },
    ]);
    const view = views.getByRole("button", { name: "Tried before" });
    expect(view).toHaveAttribute("aria-current", "true");

    await user.click(screen.getByRole("button", { name: /^All/ }));
    await waitFor(() => expect(view).not.toHaveAttribute("aria-current"));
    await user.click(view);
    const search = { view: "failed", q: "attempts>=1", sort: "lastModified", ascending: true };
    await waitFor(() => expect(router.state.location.search).toEqual(search));
  });

  it("are renamed and deleted", async () => {
    const { platform, views, user } = await open("/transactions", [STUCK]);
    await user.click(views.getByRole("button", { name: "More for Stuck" }));
    await user.click(await screen.findByRole("menuitem", { name: "Rename…" }));
    await nameIt(user, "Rename Stuck", "Waits too long");
    expect(platform.saved.get("savedViews")).toEqual([{ ...STUCK, name: "Waits too long" }]);
    await user.click(views.getByRole("button", { name: "More for Waits too long" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    expect(platform.saved.get("savedViews")).toEqual([]);
  });

  it("go to another console as a text", async () => {
    const { platform, views, user } = await open("/transactions", [STUCK]);
    await user.click(views.getByRole("button", { name: "Copy or paste views…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Copy or paste views" }));
    await user.click(dialog.getByRole("button", { name: "Copy all views" }));
    expect(await dialog.findByText("Copied 1 view.")).toBeVisible();
    const copied = await navigator.clipboard.readText();
    expect(viewsOfText(copied)).toEqual({ views: [STUCK] });

    await user.click(dialog.getByRole("textbox"));
    await user.paste("[1]");
    await user.click(dialog.getByRole("button", { name: "Add views" }));
    expect(dialog.getByRole("textbox")).toHaveAccessibleDescription(/View 1 is not complete/);
    await user.clear(dialog.getByRole("textbox"));
    await user.paste(
      viewsAsText([
        { ...STUCK, query: "is:stuck app:5" },
        { ...STUCK, name: "Other" },
      ]),
    );
    await user.click(dialog.getByRole("button", { name: "Add views" }));
    expect(platform.saved.get("savedViews")).toEqual([
      { ...STUCK, query: "is:stuck app:5" },
      { ...STUCK, name: "Other" },
    ]);
  });

  it("tell what is wrong with a text that holds none", () => {
    expect(viewsOfText("is:stuck")).toHaveProperty("problem", expect.stringContaining("not JSON"));
    expect(viewsOfText("[]")).toHaveProperty("problem", expect.stringContaining("no view"));
    const wrongSort = JSON.stringify([STUCK, { ...STUCK, sort: { by: "size", descending: true } }]);
    expect(viewsOfText(wrongSort)).toHaveProperty("problem", expect.stringContaining("View 2"));
  });

  it("that mean nothing any more are shown with what is wrong", async () => {
    const { views, user } = await open("/transactions", [{ ...STUCK, query: "stauts:new" }]);
    await user.click(views.getByRole("button", { name: "Stuck" }));
    const field = screen.getByRole("combobox", { name: "Query" });
    await waitFor(() => expect(field).toHaveAccessibleDescription(/did you mean status/));
  });

  it("are accessible", async () => {
    await open("/transactions", [STUCK]);
    await expectAccessible(document.body);
  });
});
