import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform, Handlers } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;

async function open(others: (handlers: Handlers) => Handlers = () => ({})) {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 0 });
  const rendered = await renderApp({
    path: "/settings/watch",
    handlers: { ...handlers, ...others(handlers) },
  });
  platform = rendered.platform;
  await screen.findByRole("region", { name: "Rules and quiet hours" });
  return { user: userEvent.setup(), ...rendered };
}

beforeEach(() => localStorage.clear());

describe("the settings of the watch", () => {
  it("save a threshold with the reason, and show the change in the history", async () => {
    const { user, container } = await open();
    await expectAccessible(container);
    const hours = screen.getByRole("textbox", { name: "New for longer than" });
    await user.clear(hours);
    await user.type(hours, "12");
    await user.click(screen.getByRole("switch", { name: "Quiet hours" }));
    await user.click(screen.getByRole("button", { name: "Review and save…" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Go-live week");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    const history = await screen.findByRole("region", { name: "History" });
    expect(
      await within(history).findByRole("row", { name: /New for longer than 24 hours 12 hours Go-live/ }),
    ).toBeVisible();
    expect(platform.requestsOf("watch.write")).toMatchObject([
      { value: { stuckNewHours: 12, quietHours: true, quietFrom: 20 }, expectedVersion: 0 },
    ]);
  });

  it("send a test notice, and say that the desktop got it", async () => {
    const { user } = await open();
    const desktop = screen.getByRole("region", { name: "Desktop notifications" });
    expect(desktop).toHaveTextContent("This desktop shows notifications.");
    await user.click(within(desktop).getByRole("button", { name: "Send a test notice" }));
    expect(await within(desktop).findByText(/the desktop was given it to show/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Notices, 5 unread" })).toBeVisible();
  });

  it("say why the desktop shows nothing", async () => {
    const desktop = { state: "unavailable", reason: "nothing shows notifications" } as const;
    const { user } = await open((handlers) => ({
      "watch.read": async (request) => {
        const view = await handlers["watch.read"]?.(request);
        if (!view) throw new Error("The fake has no watch.");
        return { ...view, desktop };
      },
      "watch.test": async (request) => {
        const test = await handlers["watch.test"]?.(request);
        if (!test) throw new Error("The fake has no watch.");
        return { ...test, desktop };
      },
    }));
    const region = screen.getByRole("region", { name: "Desktop notifications" });
    expect(region).toHaveTextContent("Notices are in the inbox only.");
    await user.click(within(region).getByRole("button", { name: "Send a test notice" }));
    expect(
      await within(region).findByText(/The desktop did not show it: nothing shows notifications/),
    ).toBeVisible();
  });
});
