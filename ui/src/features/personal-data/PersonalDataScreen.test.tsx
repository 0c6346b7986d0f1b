import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { rpc } from "../../api/rpc";
import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;

async function open() {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 3 });
  const rendered = await renderApp({ path: "/settings/personal-data", handlers });
  platform = rendered.platform;
  await screen.findByRole("region", { name: "Mask rules" });
  return { user: userEvent.setup(), ...rendered };
}

async function giveReason(user: ReturnType<typeof userEvent.setup>, button: string) {
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "audit of May");
  await user.click(within(dialog).getByRole("button", { name: button }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
}

describe("Personal data", () => {
  it("shows the built-in rules, and takes rules of one's own with a reason", async () => {
    const { user, container } = await open();
    const rules = screen.getByRole("region", { name: "Mask rules" });
    expect(
      within(rules).getByRole("row", { name: "Any with email in its name any masked built in" }),
    ).toBeVisible();
    expect(within(rules).getByRole("row", { name: "Name Visit shown built in" })).toBeVisible();
    await expectAccessible(container);

    await user.click(screen.getByRole("button", { name: "Add a rule…" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a rule" });
    await expectAccessible(dialog);
    await user.type(within(dialog).getByRole("textbox", { name: "Field" }), "Badge__c");
    await giveReason(user, "Add");
    expect(await within(rules).findByRole("row", { name: /^Badge__c any masked/ })).toBeVisible();
    expect(platform.requestsOf("masks.save")).toEqual([
      {
        value: { onScreen: true, own: [{ objectName: null, field: "Badge__c", isPart: false, mask: true }] },
        expectedVersion: 0,
        reason: "audit of May",
      },
    ]);
    const history = screen.getByRole("region", { name: "History" });
    expect(
      within(history).getByRole("row", {
        name: /Own rules none Badge__c of any object: masked audit of May/,
      }),
    ).toBeVisible();

    await user.click(
      within(rules).getByRole("button", { name: "Remove the rule for Badge__c of any object" }),
    );
    await giveReason(user, "Remove");
    await waitFor(() => expect(within(rules).queryByText("Badge__c")).toBeNull());
  });

  it("switches the masks off with a reason", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("switch", { name: /Hide personal data/ }));
    await giveReason(user, "Show it");
    expect(screen.getByRole("switch", { name: /Hide personal data/ })).not.toBeChecked();
    expect(platform.requestsOf("masks.save")).toMatchObject([{ value: { onScreen: false } }]);
  });

  it("lists what was revealed as it comes", async () => {
    const { container } = await open();
    expect(screen.getByText("Nothing was revealed yet")).toBeVisible();
    const place = { kind: "record", recordId: "001000000000001AAA" } as const;
    await rpc("payload.reveal", { place, field: "Email", reason: "the user called" });
    const reveals = await screen.findByRole("region", { name: "Reveals" });
    expect(within(reveals).getByRole("row", { name: /sam Account.Email .*the user called/ })).toBeVisible();
    await expectAccessible(container);
  });
});
