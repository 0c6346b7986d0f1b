import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { TransactionSimulation } from "../../bindings/TransactionSimulation";
import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import { type FakePlatform, type Handlers, refusal } from "../../test/fake-platform";
import { renderApp, renderPart } from "../../test/render";
import { SALESFORCE_LIMITS } from "../limits/limits";
import { useSimulation } from "./useSimulation";

const SIMULATION: TransactionSimulation = {
  id: "1QT1",
  name: "DST-0000000001",
  outcome: "Failed",
  reason: "Required fields are missing: [AccountId]",
  usage: { queries: 3, statements: 1, rows: 2, cpuMs: 7, heapBytes: 2_048 },
  limits: SALESFORCE_LIMITS,
  withEdit: false,
  items: [
    {
      itemId: "1QR1",
      objectName: "Account",
      operation: "update",
      order: 0,
      recordId: "001000000000007AAA",
      fields: [{ field: "Phone", before: "+41 44 1", after: null }],
      others: [
        {
          recordId: "003000000000001AAA",
          objectName: "Contact",
          fields: [{ field: "IsStale", before: "false", after: "true" }],
        },
      ],
      errors: [],
    },
    {
      itemId: "1QR2",
      objectName: "Visit",
      operation: "insert",
      order: 4,
      recordId: null,
      fields: [],
      others: [],
      errors: [
        {
          code: "REQUIRED_FIELD_MISSING",
          message: "Required fields are missing: [AccountId]",
          objectName: "Visit",
          fieldName: "AccountId",
          value: "none",
        },
      ],
    },
  ],
};

function Simulate({ onRetry }: { onRetry?: () => void }) {
  const { start, dialog } = useSimulation(onRetry);
  return (
    <>
      <button onClick={() => start({ id: "1QT1", name: "DST-0000000001" })}>Simulate</button>
      {dialog}
    </>
  );
}

async function one(handlers: Handlers, onRetry?: () => void) {
  const part = onRetry ? <Simulate onRetry={onRetry} /> : <Simulate />;
  const rendered = await renderPart(part, handlers);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Simulate" }));
  const dialog = await screen.findByRole("dialog", { name: "Simulate: DST-0000000001" });
  return { user, dialog, ...rendered };
}

describe("the simulation of one transaction", () => {
  it("shows the verdict, the limits, and item by item what would happen", async () => {
    const { dialog, platform } = await one({ "simulation.one": () => SIMULATION });
    expect(await within(dialog).findByRole("region", { name: "Verdict" })).toHaveTextContent(
      "It would fail with REQUIRED_FIELD_MISSINGRequired fields are missing: [AccountId]",
    );
    expect(dialog).toHaveTextContent("3 of 200");
    const first = within(dialog).getByRole("region", { name: "Batch 1" });
    expect(within(first).getByRole("row", { name: /Phone \+41 44 1 no value/ })).toBeInTheDocument();
    expect(within(first).getByRole("region", { name: /^Changed with it/ })).toHaveTextContent(
      /Contact.*IsStalefalsetrue/,
    );
    const second = within(dialog).getByRole("region", { name: "Batch 2" });
    expect(second).toHaveTextContent(/insert.*Visit.*REQUIRED_FIELD_MISSING.*AccountId.*The value: none/);
    expect(within(dialog).queryByRole("button", { name: "Retry it…" })).toBeNull();
    expect(platform.requestsOf("simulation.one")).toEqual([{ id: "1QT1", edit: null }]);
    await expectAccessible(dialog);
  });

  it("is done again when other masks hold, and not while it is closed", async () => {
    const { user, dialog, platform } = await one({ "simulation.one": () => SIMULATION });
    await within(dialog).findByRole("region", { name: "Verdict" });
    platform.emit({ type: "masksChanged" });
    await waitFor(() => expect(platform.requestsOf("simulation.one")).toHaveLength(2));
    await within(dialog).findByRole("region", { name: "Verdict" });
    await user.click(within(dialog).getByText("Close"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    platform.emit({ type: "masksChanged" });
    expect(platform.requestsOf("simulation.one")).toHaveLength(2);
  });

  it("offers to retry what would succeed", async () => {
    let retried = 0;
    const succeeding = { ...SIMULATION, outcome: "Success" as const, reason: null, items: [] };
    const { user, dialog } = await one({ "simulation.one": () => succeeding }, () => retried++);
    await user.click(await within(dialog).findByRole("button", { name: "Retry it…" }));
    expect(retried).toBe(1);
  });

  it("says why it could not be simulated, and tries again", async () => {
    let calls = 0;
    const { user, dialog } = await one({
      "simulation.one": () => {
        if (++calls === 1) throw refusal("unreachable", "The org does not answer.");
        return SIMULATION;
      },
    });
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("The org does not answer.");
    await user.click(within(dialog).getByRole("button", { name: "Try again" }));
    expect(await within(dialog).findByRole("region", { name: "Verdict" })).toBeVisible();
  });
});

let platform: FakePlatform;

async function open(path: string, size = 60) {
  const handlers = fakeConsole((event) => platform.emit(event), { size });
  const rendered = await renderApp({ path, handlers });
  platform = rendered.platform;
  return { user: userEvent.setup(), ...rendered };
}

describe("the simulation of many", () => {
  it("goes from the list to the buckets, and retries those that would succeed", async () => {
    const { user, router, container } = await open("/transactions?view=failed");
    await user.click(await screen.findByRole("button", { name: "Simulate what this filter finds" }));
    const dialog = await screen.findByRole("dialog", { name: "Simulate" });
    expect(await within(dialog).findByText(/transactions that the filter finds/)).toBeVisible();
    await expectAccessible(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Simulate" }));
    expect(platform.requestsOf("simulation.many")).toEqual([
      { ids: null, filter: { statuses: ["Failed"] }, wholeQueue: false, lookbackDays: null },
    ]);
    await waitFor(() => expect(router.state.location.pathname).toBe("/simulations/1"));

    const outcomes = await screen.findByRole("list", { name: "Outcomes" });
    const [first, ...others] = within(outcomes).getAllByRole("listitem");
    expect(first).toHaveTextContent("would succeed");
    expect(others[0]).toHaveTextContent(/would fail with [A-Z_]+/);
    await expectAccessible(container);

    await user.click(screen.getByRole("button", { name: "Retry those that would succeed…" }));
    const retry = await screen.findByRole("dialog", { name: "Retry those that would succeed" });
    await user.click(within(retry).getByRole("textbox", { name: /Reason/ }));
    await user.paste("The lock is gone");
    await user.click(within(retry).getByRole("button", { name: /^Retry \(\d+\)/ }));
    expect(await within(retry).findByText(/queued for one more attempt/)).toBeVisible();
    expect(platform.requestsOf("simulation.retrySucceeding")).toEqual([
      { jobId: 1, reason: "The lock is gone" },
    ]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

    const sample = within(first as HTMLElement).getAllByRole("link")[0] as HTMLElement;
    await user.click(sample);
    expect(
      await screen.findByRole("complementary", { name: `Transaction ${sample.textContent}` }),
    ).toBeVisible();
  });

  it("simulates the selection", async () => {
    const { user } = await open("/transactions?view=failed");
    const grid = await screen.findByRole("grid", { name: "Transactions" });
    const boxes = await within(grid).findAllByRole("checkbox");
    await user.click(boxes[1] as HTMLElement);
    await user.click(boxes[2] as HTMLElement);
    await user.keyboard("m");
    const dialog = await screen.findByRole("dialog", { name: "Simulate" });
    expect(dialog).toHaveTextContent("2 transactions selected.");
    await user.click(within(dialog).getByRole("button", { name: "Simulate" }));
    expect(await screen.findByRole("list", { name: "Outcomes" })).toBeVisible();
    expect(platform.requestsOf("simulation.many")[0]?.ids).toHaveLength(2);
  });

  it("simulates the whole queue from the processor, and can be stopped", async () => {
    const { user } = await open("/processor", 1200);
    await user.click(await screen.findByRole("button", { name: "Simulate the queue…" }));
    const dialog = await screen.findByRole("dialog", { name: "Simulate" });
    await user.click(within(dialog).getByRole("button", { name: "Simulate" }));
    expect(platform.requestsOf("simulation.many")).toEqual([
      { ids: null, filter: null, wholeQueue: true, lookbackDays: 60 },
    ]);
    await user.click(await screen.findByRole("button", { name: /^Cancel Simulation/ }));
    expect(await screen.findByText(/Canceled: \d+ of \d+ were simulated/)).toBeVisible();
  });

  it("says what to do when a simulation is not kept any more", async () => {
    await open("/simulations/99");
    expect(await screen.findByText("This simulation is not kept any more")).toBeVisible();
  });
});
