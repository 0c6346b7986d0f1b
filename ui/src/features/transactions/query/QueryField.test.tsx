import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import { renderApp } from "../../../test/render";

async function open(path: string) {
  const { platform, router } = await renderApp({
    path,
    handlers: fakeConsole(() => undefined, { size: 80 }),
  });
  await screen.findByRole("grid", { name: "Transactions" });
  const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Query" });
  const lastFilter = () => platform.requestsOf("transactions.list").at(-1)?.filter;
  return { platform, router, field, lastFilter, user: userEvent.setup() };
}

describe("the query field", () => {
  it("changes the filter bar, the views, the URL and the list", async () => {
    const { field, lastFilter, router, user } = await open("/transactions");
    await user.type(field, "status:failed name:42 attempts>=1 error:NOT_FOUND{Enter}");
    await waitFor(() =>
      expect(lastFilter()).toEqual({
        statuses: ["Failed"],
        name: "42",
        errorCode: "NOT_FOUND",
        query: "attempts>=1",
      }),
    );
    expect(router.state.location.search).toEqual({
      view: "failed",
      name: "42",
      errorCode: "NOT_FOUND",
      q: "attempts>=1",
    });
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("42");
    expect(screen.getByRole("combobox", { name: "Error" })).toHaveValue("NOT_FOUND");
    const views = screen.getByRole("navigation", { name: "Views" });
    expect(within(views).getByRole("button", { name: /^Failed/ })).toHaveAttribute("aria-current", "true");
    // It is written in one way, whatever the order in which it was typed.
    await waitFor(() => expect(field).toHaveValue("status:failed error:NOT_FOUND name:42 attempts>=1"));
  });

  it("follows the filter bar and the views", async () => {
    const { field, user } = await open("/transactions?q=attempts>=1");
    await waitFor(() => expect(field).toHaveValue("attempts>=1"));
    await user.click(screen.getByRole("button", { name: /^Failed/ }));
    await waitFor(() => expect(field).toHaveValue("status:failed attempts>=1"));
    await user.type(screen.getByRole("textbox", { name: "Name" }), "7");
    await waitFor(() => expect(field).toHaveValue("status:failed name:7 attempts>=1"));
    await user.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(field).toHaveValue("status:failed"));
  });

  it("tells what is wrong at its place, and leaves the list", async () => {
    const { field, lastFilter, router, user } = await open("/transactions?view=failed");
    await waitFor(() => expect(field).toHaveValue("status:failed"));
    await user.type(field, " stauts:new{Enter}");
    const problem = await screen.findByRole("alert");
    expect(problem).toHaveTextContent('There is no key "stauts"; did you mean status?');
    expect(field).toHaveAccessibleDescription(problem.textContent);
    expect(field).toBeInvalid();
    expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe("stauts");
    expect(document.querySelector("mark")).toHaveTextContent("stauts");
    expect(lastFilter()).toEqual({ statuses: ["Failed"] });
    expect(router.state.location.search).toEqual({ view: "failed" });
    await expectAccessible(document.body);
    // It is mended by typing over what is selected.
    await user.keyboard("name");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("shows what is wrong with a URL", async () => {
    const handlers = fakeConsole(() => undefined, { size: 80 });
    await renderApp({ path: "/transactions?q=stauts:new", handlers });
    const field = await screen.findByRole("combobox", { name: "Query" });
    await waitFor(() => expect(field).toHaveValue("stauts:new"));
    expect(field).toHaveAccessibleDescription(/did you mean status/);
  });

  it("offers what can be typed, by keyboard and by pointer", async () => {
    const { field, lastFilter, user } = await open("/transactions");
    await user.type(field, "sta");
    const list = await screen.findByRole("listbox", { name: "What can be typed next" });
    await waitFor(() => expect(within(list).getAllByRole("option")).toHaveLength(1));
    await user.keyboard("{ArrowDown}");
    const option = within(list).getByRole("option", { name: /status:/ });
    expect(option).toHaveAttribute("aria-selected", "true");
    expect(field).toHaveAttribute("aria-activedescendant", option.id);
    await expectAccessible(document.body);
    await user.keyboard("{Enter}");
    expect(field).toHaveValue("status:");
    await user.click(await screen.findByRole("option", { name: /manual/ }));
    expect(field).toHaveValue("status:manual");
    expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(lastFilter()).toEqual({ statuses: ["Manual"] }));
  });

  it("closes what it offers with Escape before it gives the keyboard away", async () => {
    const { field, user } = await open("/transactions");
    await user.type(field, "i");
    await screen.findByRole("listbox");
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
    expect(field).toHaveFocus();
    await user.keyboard("{Escape}");
    expect(field).not.toHaveFocus();
  });

  it("is cleared by a button", async () => {
    const { field, lastFilter, user } = await open("/transactions?view=failed&q=attempts>=1");
    await waitFor(() => expect(field).toHaveValue("status:failed attempts>=1"));
    await user.click(screen.getByRole("button", { name: "Clear the query" }));
    await waitFor(() => expect(lastFilter()).toEqual({}));
    await waitFor(() => expect(field).toHaveValue(""));
  });
});
