import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import type { FakePlatform } from "../../../test/fake-platform";
import { renderApp } from "../../../test/render";

let platform: FakePlatform;

async function open(path: string, nights: number) {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 10, nights });
  const rendered = await renderApp({ path, handlers });
  platform = rendered.platform;
  return { user: userEvent.setup(), ...rendered };
}

const runs = () => screen.findByRole("region", { name: "Runs" });

describe("the runs", () => {
  it("stand newest first with what started them and what they came to; older ones follow", async () => {
    const { user, container } = await open("/processor/runs", 52);
    const rows = within(await runs()).getAllByRole("row");
    expect(rows).toHaveLength(51);
    expect(rows[1]).toHaveTextContent(/Nightly syncSchedule · run 52/);
    expect(within(await runs()).getByRole("row", { name: /run 46/ })).toHaveTextContent(
      /The program that ran it ended before the run did\..*Failed/,
    );
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Show older runs" }));
    await waitFor(async () => expect(within(await runs()).getAllByRole("row")).toHaveLength(53));
    expect(screen.queryByRole("button", { name: "Show older runs" })).toBeNull();
  });

  it("lead to one run with its parts, and back", async () => {
    const { user, router, container } = await open("/processor/runs", 3);
    await user.click(within(await runs()).getAllByRole("link", { name: "Nightly sync" })[0] as HTMLElement);
    expect(await screen.findByRole("heading", { name: "Run 3" })).toBeVisible();
    const parts = await screen.findByRole("region", { name: "Parts of the run" });
    expect(within(parts).getAllByRole("row")).toHaveLength(3);
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "All runs" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/processor/runs"));
  });

  it("follow a run that begins elsewhere", async () => {
    await open("/processor/runs", 1);
    await runs();
    await platform.call("processor.run", { lookbackDays: 7, untilEmpty: false });
    expect(await screen.findByText("Run now · run 2")).toBeVisible();
  });

  it("say what to do when there is none", async () => {
    const { user } = await open("/processor/runs", 0);
    expect(await screen.findByText("No run yet")).toBeVisible();
    await user.click(screen.getAllByRole("button", { name: "Run now…" })[0] as HTMLElement);
    expect(await screen.findByRole("dialog", { name: "Run the Sync Processor" })).toBeVisible();
  });

  it("say when there is no such run", async () => {
    await open("/processor/runs/77", 1);
    expect(await screen.findByText("There is no such run")).toBeVisible();
  });
});
