import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;

async function open(size = 40) {
  const handlers = fakeConsole((event) => platform.emit(event), { size });
  const rendered = await renderApp({ path: "/processor", handlers });
  platform = rendered.platform;
  await screen.findByRole("region", { name: "Now" });
  return { user: userEvent.setup(), ...rendered };
}

describe("the processor screen", () => {
  it("runs with the lookback that was asked for, shows how far it is, and stops when told to", async () => {
    const { user, container } = await open(400);
    const lookback = screen.getByRole("textbox", { name: /^Lookback/ });
    expect(lookback).toHaveValue("60 days");
    await user.clear(lookback);
    await user.type(lookback, "7");
    await user.click(screen.getByRole("switch", { name: /^Go on until nothing is due/ }));
    await user.click(screen.getByRole("button", { name: "Run now" }));
    expect(platform.requestsOf("processor.run")).toEqual([{ lookbackDays: 7, untilEmpty: true }]);

    const now = screen.getByRole("region", { name: "Now" });
    expect(await within(now).findByRole("progressbar")).toBeVisible();
    expect(screen.getByRole("button", { name: "A run is at work" })).toBeVisible();
    await expectAccessible(container);
    await user.click(within(now).getByRole("button", { name: /^Cancel/ }));
    const runs = screen.getByRole("region", { name: "Last runs" });
    expect(await within(runs).findByText("Canceled")).toBeVisible();
  });

  it("sums up the last run", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Run now" }));
    const runs = screen.getByRole("region", { name: "Last runs" });
    expect(await within(runs).findByText("Success")).toBeVisible();
    expect(runs).toHaveTextContent(/Run now just now · \d+ taken in/);
  });

  it("says what the next run would find, and for whom", async () => {
    const { container } = await open(400);
    const next = screen.getByRole("region", { name: "Next run" });
    expect(await within(next).findByText(/Begins/)).toHaveTextContent(
      "Begins in 15 h by Nightly sync, and looks back 60 days.",
    );
    expect(next).toHaveTextContent(/It would take\d+ transactions of \d+ users/);
    expect(within(next).getAllByRole("link").length).toBeGreaterThan(1);
    await expectAccessible(container);
  });

  it("is paused with a reason, says so everywhere, and is resumed", async () => {
    const { user, container } = await open();
    await user.click(screen.getByRole("button", { name: "Pause…" }));
    const pause = await screen.findByRole("dialog", { name: "Pause the Sync Processor" });
    await user.click(within(pause).getByRole("textbox", { name: /Reason/ }));
    await user.paste("Org upgrade");
    await user.click(within(pause).getByRole("button", { name: "Pause" }));

    const banner = await screen.findByRole("status", { name: "Paused" });
    expect(banner).toHaveTextContent("sam paused it just now: “Org upgrade”");
    expect(screen.getByRole("link", { name: "Paused" })).toHaveAttribute(
      "data-hint",
      expect.stringContaining("Paused by sam: Org upgrade"),
    );
    expect(screen.getByRole("button", { name: "The processor is paused" })).toBeDisabled();
    await expectAccessible(container);

    await user.click(within(banner).getByRole("button", { name: "Resume…" }));
    const resume = await screen.findByRole("dialog", { name: "Resume the Sync Processor" });
    await user.click(within(resume).getByRole("textbox", { name: /Reason/ }));
    await user.paste("Upgraded");
    await user.click(within(resume).getByRole("button", { name: "Resume" }));
    await waitFor(() => expect(screen.queryByRole("status", { name: "Paused" })).toBeNull());
    expect(platform.requestsOf("processor.setPaused")).toEqual([
      { paused: true, reason: "Org upgrade" },
      { paused: false, reason: "Upgraded" },
    ]);
  });

  it("lets the processor work in the background, and stops it", async () => {
    const { user } = await open();
    const background = screen.getByRole("switch", { name: /^Work in the background/ });
    await user.click(background);
    await waitFor(() => expect(background).toBeChecked());
    expect(await screen.findByRole("link", { name: /^In the background/ })).toBeVisible();
    await user.click(background);
    await waitFor(() => expect(background).not.toBeChecked());
    expect(platform.requestsOf("processor.setBackground")).toEqual([{ on: true }, { on: false }]);
  });

  it("releases a lock with a reason", async () => {
    const { user } = await open();
    const locks = screen.getByRole("region", { name: "Record locks in the org" });
    await user.click(
      await within(locks).findByRole("button", { name: "Release the lock on 0Z5000000000077AAA" }),
    );
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("Left behind by a load that was killed");
    await user.click(within(dialog).getByRole("button", { name: "Release" }));
    expect(within(dialog).getByText("Reason is needed")).toBeVisible();
    expect(platform.requestsOf("org.releaseLock")).toEqual([]);
    await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "The load is dead");
    await user.click(within(dialog).getByRole("button", { name: "Release" }));
    await waitFor(() => expect(within(locks).queryByText("Bulk API job 7500")).toBeNull());
    expect(platform.requestsOf("org.releaseLock")).toEqual([
      { recordId: "0Z5000000000077AAA", reason: "The load is dead" },
    ]);
  });
});
