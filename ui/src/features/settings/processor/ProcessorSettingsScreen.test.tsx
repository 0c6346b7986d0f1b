import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import { type FakePlatform, refusal } from "../../../test/fake-platform";
import { renderApp } from "../../../test/render";

let platform: FakePlatform;

async function open() {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 0 });
  const rendered = await renderApp({ path: "/settings/processor", handlers });
  platform = rendered.platform;
  await screen.findByRole("region", { name: "Settings" });
  return { user: userEvent.setup(), ...rendered };
}

async function save(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole("button", { name: "Review and save…" }));
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Locks of the nightly job");
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  return dialog;
}

beforeEach(() => localStorage.clear());

describe("Sync Processor Settings", () => {
  it("save a switch with the reason, and show the change in the history", async () => {
    const { user, container } = await open();
    expect(await screen.findByRole("textbox", { name: "Queries" })).toHaveValue("200");
    await expectAccessible(container);
    expect(screen.getByText(/Nothing was changed yet/)).toBeVisible();
    await user.click(screen.getByRole("switch", { name: "Retry sync for locked rows" }));
    await save(user);
    const history = await screen.findByRole("region", { name: "History" });
    expect(await within(history).findByText("Locks of the nightly job")).toBeVisible();
    expect(within(history).getByRole("row", { name: /Retry sync for locked rows On Off/ })).toBeVisible();
    expect(platform.requestsOf("settings.saveProcessor")).toMatchObject([
      { value: { retrySyncForLockedRows: false, numberOfRetryAttempts: 3 }, expectedVersion: 0 },
    ]);
  });

  it("keep what was entered when the console refuses it, and say why", async () => {
    const { user } = await open();
    platform.handlers["settings.saveProcessor"] = () => {
      throw refusal("diskFull", "The disk is full, so nothing was saved.");
    };
    await user.click(screen.getByRole("switch", { name: "Retry sync for locked rows" }));
    const dialog = await save(user);
    expect(await within(dialog).findByText("The disk is full, so nothing was saved.")).toBeVisible();
    expect(screen.getByText("1 unsaved change.")).toBeInTheDocument();
  });
});
