import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;

async function openApp(path = "/processor") {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 60 });
  const rendered = await renderApp({ path, handlers });
  platform = rendered.platform;
  await screen.findByRole("navigation", { name: "Screens" });
  return { user: userEvent.setup(), router: rendered.router };
}

describe("the window's frame", () => {
  it("names the workspace in the title and in the bar", async () => {
    await openApp();
    expect(screen.getByRole("button", { name: /sample/ })).toBeVisible();
    await waitFor(() => expect(platform.title).toBe("sample – Synchronization Admin Console"));
  });

  it("goes to a screen by a link, marks it, and puts the keyboard there", async () => {
    const { user, router } = await openApp();
    const link = screen.getByRole("link", { name: "Overview" });
    await user.click(link);
    await waitFor(() => expect(router.state.location.pathname).toBe("/overview"));
    expect(link).toHaveAttribute("aria-current", "page");
    await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
  });

  it("goes by keys, and searches transactions from anywhere", async () => {
    const { user, router } = await openApp();
    await user.keyboard("go");
    await waitFor(() => expect(router.state.location.pathname).toBe("/overview"));
    await user.keyboard("/");
    await waitFor(() => expect(screen.getByRole("combobox", { name: "Query" })).toHaveFocus());
    expect(router.state.location.pathname).toBe("/transactions");
    await user.keyboard("go?/");
    expect(screen.getByRole("combobox", { name: "Query" })).toHaveValue("go?/");
    expect(router.state.location.pathname).toBe("/transactions");
  });

  it.each([
    ["gu", "/processor/runs", "Runs"],
    ["gh", "/processor/schedules", "Schedules"],
  ])("goes by %s to %s, which alone is marked", async (keys, path, label) => {
    const { user, router } = await openApp("/overview");
    await user.keyboard(keys);
    await waitFor(() => expect(router.state.location.pathname).toBe(path));
    expect(screen.getByRole("link", { name: label })).toHaveAttribute("aria-current", "page");
    expect(screen.getByRole("link", { name: "Processor" })).not.toHaveAttribute("aria-current");
  });

  it("explains its keys", async () => {
    const { user } = await openApp();
    await user.keyboard("?");
    const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(help).getByText("Extend the selection")).toBeInTheDocument();
    await expectAccessible(help);
  });

  it("finds commands and transactions by the palette", async () => {
    const { user, router } = await openApp();
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("textbox", { name: "Search and commands" }), "dosing study");
    await user.click(await screen.findByText(/in payload or error/));
    await waitFor(() => expect(router.state.location.pathname).toBe("/transactions"));
    expect(router.state.location.search).toEqual({ text: "dosing study" });
  });

  it("has the commands of the processor in the palette", async () => {
    const { user } = await openApp();
    await user.keyboard("{Control>}k{/Control}");
    await user.click(await screen.findByText("Simulate the whole queue"));
    expect(await screen.findByRole("dialog", { name: "Simulate" })).toBeVisible();
  });

  it.each([
    ["Error groups", "/transactions/groups"],
    ["Cause catalogue", "/settings/causes"],
  ])("goes to %s by the palette", async (name, path) => {
    const { user, router } = await openApp();
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("textbox", { name: "Search and commands" }), name);
    await user.click(await screen.findByRole("button", { name }));
    await waitFor(() => expect(router.state.location.pathname).toBe(path));
    const screens = within(screen.getByRole("navigation", { name: "Screens" }));
    expect(screens.getByRole("link", { current: "page" })).toHaveAccessibleName(name);
  });

  it("shows the welcome screen when the workspace is closed", async () => {
    const { user } = await openApp();
    await user.click(screen.getByRole("button", { name: /sample/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Close this workspace" }));
    expect(await screen.findByRole("heading", { name: /Synchronization Admin Console/ })).toBeVisible();
  });

  it("says that a screen does not exist", async () => {
    await openApp("/devices");
    expect(await screen.findByText("There is no such screen")).toBeVisible();
  });

  it("is accessible", async () => {
    await openApp();
    await expectAccessible(document.body);
  });
});
