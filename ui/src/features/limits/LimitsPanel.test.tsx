import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { type Handlers, refusal } from "../../test/fake-platform";
import { renderPart } from "../../test/render";
import { LimitMeters } from "./LimitMeters";
import { SALESFORCE_LIMITS } from "./limits";
import { LimitsPanel } from "./LimitsPanel";

async function show(handlers: Handlers = {}) {
  const rendered = await renderPart(<LimitsPanel />, {
    "org.limits": () => SALESFORCE_LIMITS,
    "org.setLimits": ({ limits }) => limits,
    ...handlers,
  });
  const queries = await screen.findByRole("textbox", { name: "Queries" });
  return { user: userEvent.setup(), queries, ...rendered };
}

type User = ReturnType<typeof userEvent.setup>;

async function review(user: User) {
  await user.click(screen.getByRole("button", { name: "Save limits…" }));
  return screen.findByRole("dialog");
}

async function save(user: User, dialog: HTMLElement) {
  await user.click(within(dialog).getByRole("textbox", { name: /Reason/ }));
  await user.paste("Bigger transactions");
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
}

describe("governor limits", () => {
  it("are saved with a reason, after showing what will be different", async () => {
    const { user, queries, container, platform } = await show();
    await expectAccessible(container);
    expect(screen.getByRole("button", { name: "Save limits…" })).toBeDisabled();
    await user.clear(queries);
    expect(screen.getByText("Enter a whole number of 1 or more.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Save limits…" })).toBeDisabled();
    await user.type(queries, "400");
    const dialog = await review(user);
    expect(within(dialog).getByRole("row", { name: /Queries 200 400/ })).toBeInTheDocument();
    await save(user, dialog);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(platform.requestsOf("org.setLimits")).toEqual([
      { limits: { ...SALESFORCE_LIMITS, queries: 400 }, reason: "Bigger transactions" },
    ]);
    expect(queries).toHaveValue("400");
    expect(screen.getByText("No unsaved changes.")).toBeVisible();
  });

  it("keep what was entered when the console refuses it, and say why", async () => {
    const { user, queries } = await show({
      "org.setLimits": () => {
        throw refusal("readOnly", "The org file cannot be written.");
      },
    });
    await user.type(queries, "0");
    const dialog = await review(user);
    await save(user, dialog);
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("The org file cannot be written.");
    expect(queries).toHaveValue("2,000");
  });

  it("go back to those of Salesforce", async () => {
    const { user, queries } = await show({ "org.limits": () => ({ ...SALESFORCE_LIMITS, queries: 5 }) });
    expect(queries).toHaveValue("5");
    await user.click(screen.getByRole("button", { name: "Use Salesforce’s limits" }));
    expect(queries).toHaveValue("200");
    expect(screen.getByText("1 unsaved change.")).toBeVisible();
  });
});

describe("limits used", () => {
  it("say how near they came, not by colour alone", async () => {
    const usage = { queries: 201, statements: 140, rows: 3, cpuMs: 12, heapBytes: 2_048 };
    const { container } = await renderPart(<LimitMeters usage={usage} limits={SALESFORCE_LIMITS} />);
    expect(container).toHaveTextContent("201 of 200 (over the limit)");
    expect(container).toHaveTextContent("140 of 150 (near the limit)");
    expect(container).toHaveTextContent("2 KB of 12 MB");
    await expectAccessible(container);
  });
});
