import { notifications } from "@mantine/notifications";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import { type FakePlatform, refusal } from "../../../test/fake-platform";
import { renderApp } from "../../../test/render";

let platform: FakePlatform;

async function open(withSchedule = true) {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 10, withSchedule });
  const rendered = await renderApp({ path: "/processor/schedules", handlers });
  platform = rendered.platform;
  await screen.findByRole("region", { name: "Template" });
  return { user: userEvent.setup(), ...rendered };
}

type User = ReturnType<typeof userEvent.setup>;

async function confirm(user: User, name: string, reason = "Asked for by the region") {
  const dialog = screen.getByRole("dialog");
  await user.click(within(dialog).getByRole("textbox", { name: /Reason/ }));
  await user.paste(reason);
  await user.click(within(dialog).getByRole("button", { name }));
}

const own = () => screen.getByRole("region", { name: "Schedules of this workspace" });

beforeEach(() => notifications.clean());

describe("the schedules", () => {
  it("begin with a clone of the template, which is activated", async () => {
    const { user, container } = await open(false);
    expect(own()).toHaveTextContent("None yet: nothing runs by itself.");
    const template = screen.getByRole("region", { name: "Template" });
    expect(template).toHaveTextContent("Every day at 01:00 UTC");
    expect(within(template).getAllByRole("button")).toHaveLength(1);
    await expectAccessible(container);

    await user.click(within(template).getByRole("button", { name: /^Clone/ }));
    const dialog = await screen.findByRole("dialog", { name: "Clone Sync Processor Scheduler" });
    await confirm(user, "Clone");
    expect(within(dialog).getByText("Name is needed")).toBeVisible();
    await user.click(within(dialog).getByRole("textbox", { name: /Name/ }));
    await user.paste("Nightly");
    await user.click(within(dialog).getByRole("button", { name: "Clone" }));
    expect(await within(own()).findByText("Not active")).toBeVisible();

    await user.click(within(own()).getByRole("button", { name: "Activate Nightly" }));
    const activate = await screen.findByRole("dialog", { name: "Activate Nightly" });
    expect(
      await within(activate).findByText("Tue 17 Nov, 01:00", { selector: "td:nth-child(2)" }),
    ).toBeVisible();
    await confirm(user, "Activate");
    expect(await within(own()).findByText("Active")).toBeVisible();
    expect(platform.requestsOf("schedules.setActive")).toEqual([
      { id: 2, expectedVersion: 1, isActive: true, reason: "Asked for by the region" },
    ]);
    expect(await screen.findByRole("link", { name: /next run in 15 h/ })).toBeVisible();
  });

  it("say in words and times what is being typed, and what is wrong with it", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Edit Nightly sync" }));
    const dialog = await screen.findByRole("dialog", { name: "Edit Nightly sync" });
    const cron = within(dialog).getByRole("textbox", { name: /^Times/ });
    expect(cron).toHaveValue("0 1 * * *");
    await user.click(within(dialog).getByRole("button", { name: "Every 15 minutes" }));
    expect(await within(dialog).findByText("Every 15 minutes", { selector: "p" })).toBeVisible();
    expect(
      await within(dialog).findByText("Mon 16 Nov, 10:15", { selector: "td:nth-child(2)" }),
    ).toBeVisible();
    expect(within(dialog).getAllByRole("row")).toHaveLength(6);
    await expectAccessible(dialog);

    await user.clear(cron);
    await user.paste("at night");
    expect(await within(dialog).findByText(/"at night" is no cron expression/)).toBeVisible();
    await confirm(user, "Save");
    expect(platform.requestsOf("schedules.save")).toEqual([]);

    await user.clear(cron);
    await user.paste("0 * * * *");
    await waitFor(() => expect(within(dialog).queryByText(/no cron expression/)).toBeNull());
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await within(own()).findByText(/Every hour, on the hour/)).toBeVisible();
    expect(platform.requestsOf("schedules.save")).toMatchObject([
      { id: 2, expectedVersion: 1, name: "Nightly sync", cron: "0 * * * *", lookbackDays: 60 },
    ]);
  });

  it("show what somebody else saved, and can then be changed on that", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Deactivate Nightly sync" }));
    await screen.findByRole("dialog");
    const setActive = platform.handlers["schedules.setActive"];
    await setActive?.({ id: 2, expectedVersion: 1, isActive: true, reason: "them" });
    await confirm(user, "Deactivate");
    expect(await screen.findByRole("alert")).toHaveTextContent("changed by someone else meanwhile");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Deactivate" }));
    expect(await within(own()).findByText("Not active")).toBeVisible();
    expect(platform.requestsOf("schedules.setActive").map(({ expectedVersion }) => expectedVersion)).toEqual([
      1, 2,
    ]);
  });

  it("are deleted with a reason", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Delete Nightly sync" }));
    await screen.findByRole("dialog");
    await confirm(user, "Delete");
    expect(await within(own()).findByText(/None yet/)).toBeVisible();
  });

  it("say why they cannot be shown", async () => {
    const handlers = fakeConsole((event) => platform.emit(event), { size: 1 });
    handlers["schedules.list"] = () => {
      throw refusal("unreachable", "The store does not answer.");
    };
    ({ platform } = await renderApp({ path: "/processor/schedules", handlers }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The store does not answer.");
  });
});
