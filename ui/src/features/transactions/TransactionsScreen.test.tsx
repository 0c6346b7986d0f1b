import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import { makeTransaction } from "../../test/fake-console/make-transaction";
import { rowOf } from "../../test/fake-console/rows";
import type { FakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;
let router: Awaited<ReturnType<typeof renderApp>>["router"];

async function open(path: string, preferences = {}) {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 260 });
  const rendered = await renderApp({ path, handlers, preferences });
  platform = rendered.platform;
  router = rendered.router;
  await screen.findByRole("grid", { name: "Transactions" });
  return userEvent.setup();
}

function lastList() {
  return platform.requestsOf("transactions.list").at(-1);
}

function rows() {
  return within(screen.getByRole("grid", { name: "Transactions" }))
    .getAllByRole("row")
    .slice(1);
}

describe("the transactions screen", () => {
  it("shows the views with their exact counts, and the rows of a view", async () => {
    const user = await open("/transactions");
    const views = screen.getByRole("navigation", { name: "Views" });
    expect(within(views).getByRole("button", { name: /^All/ })).toHaveTextContent("260");
    await user.click(within(views).getByRole("button", { name: /^Failed/ }));
    await waitFor(() => expect(lastList()?.filter).toEqual({ statuses: ["Failed"] }));
    await waitFor(() => rows().forEach((row) => expect(row).toHaveTextContent("Failed")));
  });

  it("narrows the list as one types, and widens it again", async () => {
    const user = await open("/transactions");
    await user.type(screen.getByRole("searchbox"), "alignment");
    await waitFor(() => expect(lastList()?.filter).toEqual({ text: "alignment" }));
    await user.type(screen.getByRole("textbox", { name: "Record Id" }), "001000000000012AAA");
    await waitFor(() =>
      expect(lastList()?.filter).toEqual({ text: "alignment", recordId: "001000000000012AAA" }),
    );
    await user.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(lastList()?.filter).toEqual({}));
    expect(screen.getByRole("searchbox")).toHaveValue("");
  });

  it("says how to widen a filter that finds nothing", async () => {
    const user = await open("/transactions?view=failed");
    await user.type(screen.getByRole("searchbox"), "no such words");
    expect(await screen.findByText("No transaction meets this filter")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(await screen.findByRole("grid")).toBeVisible();
  });

  it("sorts by a column, newest first and then oldest first", async () => {
    const user = await open("/transactions");
    await user.click(screen.getByRole("button", { name: "Received" }));
    await waitFor(() => expect(lastList()?.sort).toEqual({ by: "received", descending: false }));
  });

  it("keeps the chosen columns in the preferences", async () => {
    const user = await open("/transactions", { transactionColumns: ["status", "name"] });
    expect(screen.queryByRole("columnheader", { name: "User" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("checkbox", { name: "User" }));
    expect(screen.getByRole("columnheader", { name: "User" })).toBeVisible();
    expect(platform.saved.get("transactionColumns")).toEqual(["status", "name", "owner"]);
  });

  it("changes a row in its place while the list is held still", async () => {
    const user = await open("/transactions?view=new");
    await user.click(within(rowAt(1)).getByRole("checkbox"));
    const name = nameOf(rowAt(0));
    await ignore(name);
    await waitFor(() => expect(rowAt(0)).toHaveTextContent("Canceled"));
    expect(rowAt(0)).toHaveTextContent(name);
  });

  it("lets a row go that left the view when nothing holds the list", async () => {
    await open("/transactions?view=new");
    const name = nameOf(rowAt(0));
    await ignore(name);
    await waitFor(() => expect(screen.queryByText(name)).not.toBeInTheDocument());
  });

  it("holds new rows back while something is selected", async () => {
    const user = await open("/transactions");
    await user.click(within(rowAt(0)).getByRole("checkbox"));
    const before = rows().map((row) => row.textContent);
    arrive(9_001);
    const button = await screen.findByRole("button", { name: "1 new" });
    expect(rows().map((row) => row.textContent)).toEqual(before);
    await user.click(button);
    await waitFor(() => expect(rows()[0]).toHaveTextContent("DST-0000009001"));
  });

  it("offers what can be done with the selection, and says why something cannot", async () => {
    const user = await open("/transactions?view=success");
    await user.click(within(rowAt(0)).getByRole("checkbox"));
    const bar = screen.getByRole("region", { name: "Selection" });
    expect(bar).toHaveTextContent("1 selected");
    expect(within(bar).getByRole("button", { name: "Retry" })).toHaveAttribute("aria-disabled", "true");
    expect(within(bar).getByRole("button", { name: "Comment" })).toBeEnabled();
  });

  it("selects all that the filter finds, loaded or not", async () => {
    const user = await open("/transactions");
    await user.click(within(rowAt(0)).getByRole("checkbox"));
    await user.click(await screen.findByRole("button", { name: "Select all 260" }));
    expect(await screen.findByText("260 selected")).toBeVisible();
  });

  it("moves by keys from anywhere, and an open detail goes along", async () => {
    const user = await open("/transactions");
    await user.keyboard("jj{Enter}");
    const opened = () => screen.findByRole("complementary", { name: /Transaction/ });
    expect(await opened()).toHaveTextContent(nameOf(rowAt(1)));
    await user.keyboard("j");
    await waitFor(async () => expect(await opened()).toHaveTextContent(nameOf(rowAt(2))));
    router.history.back();
    await waitFor(() => expect(screen.queryByRole("complementary")).not.toBeInTheDocument());
  });

  it("acts by keys on the row that has the keyboard", async () => {
    const user = await open("/transactions?view=failed");
    await user.keyboard("jr");
    const dialog = await screen.findByRole("dialog", { name: `Retry: ${nameOf(rowAt(0))}` });
    await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "lock is gone");
    await user.click(within(dialog).getByRole("button", { name: "Retry" }));
    await waitFor(() =>
      expect(platform.requestsOf("transactions.retry")[0]).toMatchObject({
        targets: [{ expectedVersion: 1 }],
        reason: "lock is gone",
      }),
    );
  });

  it("opens the detail beside the list, and Back closes it", async () => {
    const user = await open("/transactions");
    await user.click(rowAt(3));
    expect(await screen.findByRole("complementary", { name: /Transaction/ })).toBeVisible();
    expect(screen.getByRole("grid")).toBeVisible();
    router.history.back();
    await waitFor(() => expect(screen.queryByRole("complementary")).not.toBeInTheDocument());
  });

  it("asks anew for what is drawn or selected, and for the rest when it comes into view", async () => {
    const user = await open("/transactions");
    const grid = screen.getByRole("grid", { name: "Transactions" });
    const asked = () => platform.requestsOf("transactions.rows").map(({ ids }) => ids);
    platform.emit({ type: "transactionsChanged", data: [] });
    await waitFor(() => expect(asked()).toHaveLength(1));
    const [first = []] = asked();
    expect(first).toHaveLength(rows().length);

    grid.scrollTop = 80 * 34;
    fireEvent.scroll(grid);
    await waitFor(() => expect(asked()).toHaveLength(2));
    expect(asked()[1]).not.toEqual(expect.arrayContaining(first));
    const [selected, opened] = [rowAt(5), rowAt(6)].map((row) => idOf(nameOf(row)));
    await user.click(within(rowAt(5)).getByRole("checkbox"));
    await user.click(rowAt(6));

    grid.scrollTop = 0;
    fireEvent.scroll(grid);
    platform.emit({ type: "transactionsChanged", data: [] });
    await waitFor(() => expect(asked().at(-1)).toEqual(expect.arrayContaining([selected, opened])));
  });

  it("is accessible", async () => {
    await open("/transactions?view=failed");
    await expectAccessible(document.body);
  });
});

function rowAt(index: number): HTMLElement {
  const row = rows()[index];
  if (!row) throw new Error(`there is no row ${index}`);
  return row;
}

function nameOf(row: HTMLElement): string {
  return within(row).getByText(/^DST-/).textContent;
}

function idOf(name: string): string {
  return `1QT${name.slice(4).padStart(12, "0")}AAA`;
}

/** Somebody else ignores a transaction. */
async function ignore(name: string) {
  const target = { id: idOf(name), expectedVersion: null };
  await platform.call("transactions.ignore", { targets: [target], reason: "test" });
}

/** A transaction arrives from a device. */
function arrive(number: number) {
  const list = platform.handlers["transactions.list"];
  const detail = makeTransaction(number, 0, "New");
  platform.handlers["transactions.list"] = async (request) => {
    const page = await list?.(request);
    return { rows: [rowOf(detail), ...(page?.rows ?? [])], next: page?.next ?? null };
  };
  platform.emit({ type: "transactionsChanged", data: [detail.transaction.Id] });
}
