import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { RecentWorkspace } from "../../api/preferences";
import type { Job } from "../../bindings/Job";
import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import { type FakePlatform, refusal } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;

const MISSING = recent("missing");
const DEMO = recent("demo");

function recent(name: string): RecentWorkspace {
  return { name, storePath: `/data/${name}.syncstore`, openedAt: "2026-11-20T10:00:00.000Z" };
}

async function start(recentWorkspaces: RecentWorkspace[] = []) {
  const handlers = fakeConsole((event) => platform.emit(event), { withWorkspace: false, size: 5 });
  const rendered = await renderApp({ path: "/", handlers, preferences: { recentWorkspaces } });
  platform = rendered.platform;
  return { user: userEvent.setup(), ...rendered };
}

const overview = () => screen.findByRole("heading", { name: "Overview", level: 1 });

describe("the start", () => {
  it("opens the last workspace again", async () => {
    await start([DEMO]);
    await overview();
    expect(platform.requestsOf("workspace.open")).toEqual([{ storePath: "/data/demo.syncstore" }]);
    expect(screen.getByRole("button", { name: "Workspace demo" })).toBeVisible();
  });

  it("says why the last workspace cannot be opened, and lets one remove it", async () => {
    const { user, container } = await start([MISSING, DEMO]);
    expect(await screen.findByText(/There is no store at \/data\/missing\.syncstore/)).toBeVisible();
    expect(screen.getByText("could not be opened")).toBeVisible();
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Remove it from the recent workspaces" }));
    await waitFor(() => expect(platform.saved.get("recentWorkspaces")).toEqual([DEMO]));
    await user.click(screen.getByRole("button", { name: /^demo/ }));
    await overview();
  });
});

/** The upgrade of an older store, as far as it is. */
function upgrade(progress: Partial<Job>): Job {
  return {
    id: 1,
    kind: "upgrade",
    title: "Bringing demo.syncstore to the format of this program",
    state: "running",
    done: 0,
    total: null,
    failures: 0,
    startedAt: "2026-11-20T10:00:00.000Z",
    finishedAt: null,
    result: null,
    error: null,
    ...progress,
  };
}

describe("an older store", () => {
  it("shows at the start how far it is on its way to the program's format, and stops that", async () => {
    const canceled = vi.fn();
    const handlers = fakeConsole((event) => platform.emit(event), { withWorkspace: false, size: 5 });
    let refuse: (reason: Error) => void = () => undefined;
    const opening = new Promise<never>((_, reject) => (refuse = reject));
    const rendered = await renderApp({
      path: "/",
      preferences: { recentWorkspaces: [DEMO] },
      handlers: {
        ...handlers,
        "workspace.open": () => opening,
        "jobs.list": () => [upgrade({ done: 3_100, total: 15_126 })],
        "jobs.cancel": ({ id }) => {
          canceled(id);
          refuse(refusal("canceled", "It was not yet brought to the format; open it again to go on."));
          return upgrade({ state: "canceled" });
        },
      },
    });
    platform = rendered.platform;
    expect(await screen.findByText("3,100 of 15,126 MB of the backup written")).toBeVisible();
    expect(screen.getByText(/A backup is written beside the store/)).toBeVisible();
    await expectAccessible(rendered.container);
    act(() => platform.emit({ type: "jobChanged", data: upgrade({ total: null }) }));
    expect(await screen.findByText("The store is being changed")).toBeVisible();
    await userEvent.setup().click(screen.getByRole("button", { name: /^Cancel Bringing demo/ }));
    expect(canceled).toHaveBeenCalledWith(1);
    expect(await screen.findByText(/open it again to go on/)).toBeVisible();
  });
});

describe("the welcome screen", () => {
  it("makes a sample of the size that was asked for, shows how far it is, and opens it", async () => {
    const { user } = await start();
    await user.click(await screen.findByRole("button", { name: /^Create a sample/ }));
    const dialog = await screen.findByRole("dialog");
    await waitFor(() =>
      expect(within(dialog).getByRole("textbox", { name: /^File/ })).toHaveValue(
        "/home/sam/Documents/sample.syncstore",
      ),
    );
    const transactions = within(dialog).getByRole("textbox", { name: "Transactions" });
    expect(transactions).toHaveValue("20,000");
    await user.clear(transactions);
    expect(within(dialog).getByText(/Transactions must be a whole number from 1 to/)).toBeVisible();
    await user.type(transactions, "500");
    await expectAccessible(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Create sample" }));
    expect(await screen.findByRole("progressbar", { name: "Progress of Making a sample" })).toBeVisible();
    expect(platform.requestsOf("workspace.createSample")).toEqual([
      { storePath: "/home/sam/Documents/sample.syncstore", users: 200, transactions: 500, seed: 1 },
    ]);
    await overview();
  });

  it("opens a file that was chosen, and remembers it", async () => {
    const { user } = await start();
    platform.chosenFiles = ["/data/demo.syncstore"];
    await user.click(await screen.findByRole("button", { name: /^Open a file/ }));
    await overview();
    await waitFor(() => expect(platform.saved.get("recentWorkspaces")).toMatchObject([{ name: "demo" }]));
  });

  it("makes an empty workspace where it was told to", async () => {
    const { user } = await start();
    await user.click(await screen.findByRole("button", { name: /^Create an empty one/ }));
    const dialog = await screen.findByRole("dialog");
    platform.chosenPath = "/data/new.syncstore";
    await user.click(within(dialog).getByRole("button", { name: "Browse…" }));
    await user.click(within(dialog).getByRole("button", { name: "Create" }));
    await overview();
    expect(platform.requestsOf("workspace.create")).toEqual([{ storePath: "/data/new.syncstore" }]);
  });
});

describe("the workspace menu", () => {
  it("switches to another workspace, and closes it", async () => {
    const { user } = await start([DEMO, recent("other")]);
    await overview();
    await user.click(screen.getByRole("button", { name: "Workspace demo" }));
    await user.click(await screen.findByRole("menuitem", { name: /^other/ }));
    await user.click(await screen.findByRole("button", { name: "Workspace other" }));
    await user.click(await screen.findByRole("menuitem", { name: "Close this workspace" }));
    expect(await screen.findByRole("button", { name: /^Create a sample/ })).toBeVisible();
    // What was closed on purpose stays closed.
    expect(platform.requestsOf("workspace.open").map(({ storePath }) => storePath)).toEqual([
      "/data/demo.syncstore",
      "/data/other.syncstore",
    ]);
  });
});
