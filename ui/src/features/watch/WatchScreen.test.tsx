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
  await screen.findByRole("region", { name: "Rules, quiet hours and daily report" });
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
      { value: { stuckNewHours: 12, quietHours: true, quietFrom: "20:00" }, expectedVersion: 0 },
    ]);
  });

  it("keep quiet from minute to minute, on days that are chosen, in a time zone that is named", async () => {
    const { user } = await open();
    expect(screen.getByRole("textbox", { name: "Quiet from" })).toHaveAccessibleDescription(
      /Local time here: Europe\/Berlin, UTC\+01:00/,
    );
    const until = screen.getByRole("textbox", { name: "Quiet until" });
    await user.clear(until);
    await user.type(until, "07:45");
    const days = within(screen.getByRole("group", { name: "Quiet on" }));
    await user.click(days.getByRole("checkbox", { name: "Sat" }));
    await user.click(days.getByRole("checkbox", { name: "Sun" }));
    await user.click(screen.getByRole("button", { name: "Review and save…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("every day")).toBeVisible();
    await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Weekends are ours");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await screen.findByRole("row", { name: /Quiet on every day Mon, Tue, Wed, Thu, Fri Weekends/ });
    expect(platform.requestsOf("watch.write")).toMatchObject([
      { value: { quietTo: "07:45", quietDays: "Mon,Tue,Wed,Thu,Fri" } },
    ]);
  });

  it("let the daily report save itself into a folder that is chosen", async () => {
    const { user } = await open();
    platform.chosenPath = "/srv/reports";
    await user.click(screen.getByRole("switch", { name: "Save the daily report" }));
    await user.click(screen.getByRole("button", { name: "Choose the Report folder" }));
    expect(screen.getByRole("textbox", { name: "Report folder" })).toHaveValue("/srv/reports");
    const time = screen.getByRole("textbox", { name: "Report at" });
    expect(time).toHaveAccessibleDescription(/Local time here: Europe\/Berlin, UTC\+01:00/);
    await user.clear(time);
    await user.type(time, "6.30");
    expect(await screen.findByText(/Write the time as 20:30/)).toBeVisible();
    await user.clear(time);
    await user.type(time, "06:30");
    await user.click(screen.getByRole("button", { name: "Review and save…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("no folder")).toBeVisible();
    await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "For the team");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await screen.findByRole("row", { name: /Report at 06:00 06:30 For the team/ });
    expect(platform.requestsOf("watch.write")).toMatchObject([
      { value: { reportSaved: true, reportFolder: "/srv/reports", reportTime: "06:30" } },
    ]);
  });

  it("say what became of the last daily report", async () => {
    const report = { day: "2026-11-26", folder: "/srv/reports", savedAt: null, error: "no such folder" };
    const { container } = await open((handlers) => ({
      "watch.read": async (request) => {
        const view = await handlers["watch.read"]?.(request);
        if (!view) throw new Error("The fake has no watch.");
        return { ...view, lastReport: report };
      },
    }));
    expect(container).toHaveTextContent(
      "The report of 2026-11-26 could not be saved in /srv/reports: no such folder",
    );
    await expectAccessible(container);
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
