import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import { PROFILES } from "../../../test/fake-console/people";
import type { FakePlatform } from "../../../test/fake-platform";
import { renderApp } from "../../../test/render";

let platform: FakePlatform;

async function open(path = "/settings/mobile") {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 0 });
  const rendered = await renderApp({ path, handlers });
  platform = rendered.platform;
  await screen.findByRole("region", { name: /^(Org default|Profile)/ });
  return { user: userEvent.setup(), ...rendered };
}

const days = () => screen.getByRole("textbox", { name: "Mobile Offline Days Limit" });

async function enterDays(user: ReturnType<typeof userEvent.setup>, text: string) {
  await user.clear(days());
  await user.type(days(), text);
}

beforeEach(() => localStorage.clear());

describe("Mobile Sync Settings", () => {
  it("say what each field means, its recommended value, its range and who overrides it", async () => {
    const { container } = await open();
    expect(days()).toHaveValue("30 days");
    expect(screen.getByRole("group", { name: "Mobile Offline Days Limit" })).toHaveAccessibleDescription(
      /^How many days a device may stay offline/,
    );
    expect(days()).toHaveAccessibleDescription(
      /Allowed: 1 to 365 days.*Recommended: 30 days.*Overridden by Key Account Manager/,
    );
    expect(screen.getByText(/only when a metadata cache is generated/)).toBeVisible();
    await expectAccessible(container);
  });

  it("save a changed org default with its reason, and say whom it affects", async () => {
    const { user } = await open();
    await enterDays(user, "20");
    expect(screen.getByText("1 unsaved change.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Review and save…" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("30 days");
    expect(dialog).toHaveTextContent(
      "Affects 113 users in 2 profiles. Key Account Manager keeps its own values.",
    );
    await expectAccessible(dialog);
    await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Audit asks for fresher data");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));

    expect(await screen.findByText("Audit asks for fresher data")).toBeVisible();
    expect(platform.requestsOf("settings.saveMobileDefault")).toMatchObject([
      { value: { mobileOfflineDaysLimit: 20, numberOfItemsPerTransaction: 10 }, expectedVersion: 0 },
    ]);
    expect(screen.getByText("No unsaved changes.")).toBeVisible();
  });

  it("refuse a number outside its range at the field", async () => {
    const { user } = await open();
    await enterDays(user, "400");
    expect(screen.getByText("Enter a whole number from 1 to 365.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Review and save…" })).toBeDisabled();
    await user.click(
      screen.getByRole("button", { name: "Use the recommended value of Mobile Offline Days Limit" }),
    );
    expect(days()).toHaveValue("30 days");
    expect(screen.getByText("No unsaved changes.")).toBeVisible();
  });

  it("keep unsaved changes when one leaves, and say so", async () => {
    const { user } = await open();
    await enterDays(user, "20");
    await user.click(screen.getByRole("link", { name: "Overview" }));
    expect(await screen.findByText("Unsaved changes in Mobile Sync Settings")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Mobile Sync" }));
    await waitFor(() => expect(days()).toHaveValue("20 days"));
    await user.click(screen.getByRole("button", { name: "Discard" }));
    expect(days()).toHaveValue("30 days");
  });

  it("show both values when somebody else saved the same field, and overwrite nothing by themselves", async () => {
    const { user } = await open();
    await enterDays(user, "20");
    const { orgDefault } = (await platform.call("settings.mobile", {})) as { orgDefault: object };
    const theirs = { ...orgDefault, mobileOfflineDaysLimit: 14 };
    await platform.call("settings.saveMobileDefault", {
      value: theirs,
      expectedVersion: 0,
      reason: "Theirs",
    });

    const conflict = await screen.findByRole("alert", { name: "Conflicting changes" });
    const row = within(conflict).getByRole("row", { name: /Mobile Offline Days Limit/ });
    expect(row).toHaveTextContent("30 days14 days20 days");
    expect(screen.getByRole("button", { name: "Review and save…" })).toBeDisabled();
    await user.click(within(conflict).getByRole("button", { name: "Take theirs" }));
    expect(days()).toHaveValue("14 days");
    expect(screen.getByText("No unsaved changes.")).toBeVisible();
  });

  it("let a profile override a field, and inherit it again", async () => {
    const [reps] = PROFILES;
    const { user, container } = await open(`/settings/mobile?profile=${reps?.Id ?? ""}`);
    expect(days()).toBeDisabled();
    const source = screen.getByRole("radiogroup", { name: "Where Mobile Offline Days Limit comes from" });
    expect(screen.getAllByText(/^Effective: 30 days, from the org default$/)).toHaveLength(1);
    await user.click(within(source).getByRole("radio", { name: "Overridden" }));
    expect(days()).toBeEnabled();
    await enterDays(user, "7");
    expect(
      screen.getByText("Effective: 7 days, set by this profile; the org default is 30 days"),
    ).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Review and save…" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("Affects 112 users with the profile Sales Representative.");
    await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Pilot");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await screen.findByText("112 users, overrides 1")).toBeVisible();
    expect(platform.requestsOf("settings.saveMobileProfile")).toMatchObject([
      { profileId: reps?.Id, value: { mobileOfflineDaysLimit: 7, numberOfItemsPerTransaction: null } },
    ]);

    await user.click(within(source).getByRole("radio", { name: "Inherited" }));
    expect(days()).toHaveValue("30 days");
    expect(days()).toBeDisabled();
    await expectAccessible(container);
  });
});
