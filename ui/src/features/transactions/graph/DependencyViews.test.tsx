import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ReactFlowProvider } from "@xyflow/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { TransactionGraph } from "../../../bindings/TransactionGraph";
import { expectAccessible } from "../../../test/axe";
import { dependsOn, missing, node, sameRecord } from "../../../test/graph-fixture";
import { renderPart } from "../../../test/render";
import { DependencyViews } from "./DependencyViews";
import { Legend } from "./Legend";
import { TransactionNode } from "./TransactionNode";

/** DST-1 waits for DST-2, which waits for one that is missing; DST-4 waits for it, DST-5 is of the same record. */
const GRAPH: TransactionGraph = {
  nodes: [node(1), node(2, { status: "Failed", errorCode: "NOT_FOUND" }), missing(3), node(4), node(5)],
  edges: [dependsOn(2, 1), dependsOn(3, 2), dependsOn(2, 3), dependsOn(1, 4), sameRecord(1, 5)],
  more: false,
};

const onOpen = vi.fn<(id: string) => void>();

async function show(graph: TransactionGraph = GRAPH) {
  const rendered = await renderPart(<DependencyViews graph={graph} onOpen={onOpen} />, {
    "transactions.ignore": ({ targets }) => ({
      answers: targets.map(({ id }) => ({ id, result: { kind: "done", status: "Canceled" } })),
    }),
  });
  return { user: userEvent.setup(), ...rendered };
}

const focused = () => document.activeElement?.textContent ?? "";

beforeEach(() => void vi.clearAllMocks());

describe("dependencies as a tree", () => {
  it("says of each what it is called, its status and its error, and where a cycle ends", async () => {
    const { container } = await show();
    const tree = screen.getByRole("tree", { name: "What it hangs together with" });
    const items = within(tree).getAllByRole("treeitem");
    expect(items.map((item) => [item.getAttribute("aria-level"), item.textContent])).toEqual([
      ["1", "Depends on1"],
      ["2", "DST-2FailedNOT_FOUND"],
      ["3", "dev-3not received yet"],
      ["4", "DST-2FailedNOT_FOUNDsee above"],
      ["1", "Needed by1"],
      ["2", "DST-4Waiting"],
      ["1", "Same record 001-71"],
      ["2", "DST-5Waitingarrived later"],
    ]);
    await expectAccessible(container);
  });

  it("is walked with the arrow keys, and Enter opens", async () => {
    const { user } = await show();
    await user.tab();
    await user.tab();
    expect(focused()).toBe("Depends on1");
    await user.keyboard("{ArrowDown}");
    expect(focused()).toContain("DST-2");
    await user.keyboard("{Enter}");
    expect(onOpen).toHaveBeenCalledWith("1QT-2");

    await user.keyboard("{ArrowLeft}");
    expect(screen.queryByText("dev-3")).toBeNull();
    await user.keyboard("{ArrowLeft}");
    expect(focused()).toBe("Depends on1");
    await user.keyboard("{ArrowLeft}{End}");
    expect(focused()).toContain("DST-5");
    await user.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}");
    expect(document.activeElement).toHaveAttribute("aria-expanded", "false");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(focused()).toContain("DST-2");
    await user.keyboard("{Home}{Enter}");
    expect(document.activeElement).toHaveAttribute("aria-expanded", "false");
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it("offers what can be done with the selected one, and does it", async () => {
    const { user, platform } = await show();
    expect(screen.getByRole("region", { name: "Selected" })).toHaveTextContent(/^Select a transaction/);
    await user.click(screen.getByRole("treeitem", { name: /DST-4/ }));
    const bar = screen.getByRole("region", { name: "Selected: DST-4" });
    expect(within(bar).getByRole("button", { name: "Retry" })).toHaveAccessibleDescription(
      /It waits for items/,
    );
    await user.click(within(bar).getByRole("button", { name: "Ignore" }));
    const dialog = await screen.findByRole("dialog", { name: "Ignore: DST-4" });
    await user.type(within(dialog).getByLabelText(/Reason/), "entered twice");
    await user.click(within(dialog).getByRole("button", { name: /^Ignore/ }));
    expect(platform.requestsOf("transactions.ignore")).toEqual([
      { targets: [{ id: "1QT-4", expectedVersion: 3 }], reason: "entered twice" },
    ]);

    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(within(bar).getByRole("button", { name: "Open" }));
    expect(onOpen).toHaveBeenCalledWith("1QT-4");
  });

  it("does not retry a canceled one before what it depends on is Success", async () => {
    const graph = {
      ...GRAPH,
      nodes: [node(1), node(2), missing(3), node(4, { status: "Canceled" }), node(5)],
    };
    const { user } = await show(graph);
    await user.click(screen.getByRole("treeitem", { name: /DST-4/ }));
    expect(screen.getByRole("button", { name: "Retry" })).toHaveAccessibleDescription(
      "It depends on 1 that is not Success yet; see Dependencies.",
    );
  });

  it("says that there are more", async () => {
    await show({ ...GRAPH, more: true });
    expect(screen.getByText("There are more: these are the 5 nearest.")).toBeVisible();
  });
});

describe("dependencies as a graph", () => {
  it("is drawn, remembered, and fills the window when asked", async () => {
    const { user, platform } = await show();
    await user.click(screen.getByRole("radio", { name: "Graph" }));
    const graph = await screen.findByRole("group", { name: "Graph" });
    expect(platform.saved.get("dependenciesView")).toBe("graph");
    expect(within(graph).getByRole("button", { name: /Fit View/i })).toBeVisible();
    expect(within(graph).getByRole("list", { name: "Legend" })).toHaveTextContent(
      /must be Success.*same record/,
    );

    await user.click(screen.getByRole("button", { name: "Full window" }));
    const dialog = await screen.findByRole("dialog", { name: "Dependencies: DST-1" });
    expect(await within(dialog).findByRole("group", { name: "Graph" })).toBeVisible();
    await expectAccessible(dialog);
  });

  it("shows of a transaction its name, status and error, and which one it is", async () => {
    const data = (of: TransactionGraph["nodes"][number], isRoot = false) => ({ node: of, isRoot });
    const { container } = await renderPart(
      <ReactFlowProvider>
        <TransactionNode data={data(node(1, { status: "Failed", errorCode: "NOT_FOUND" }), true)} selected />
        <TransactionNode data={data(missing(3))} selected={false} />
        <Legend edges={[dependsOn(1, 2)]} />
      </ReactFlowProvider>,
    );
    expect(screen.getByText("DST-1").closest("[data-root]")).toHaveTextContent(
      "DST-1this oneFailedNOT_FOUND",
    );
    expect(screen.getByText("dev-3").closest("div")?.parentElement).toHaveTextContent(
      "dev-3not received yet",
    );
    expect(screen.getByRole("list", { name: "Legend" })).not.toHaveTextContent("same record");
    await expectAccessible(container);
  });
});
