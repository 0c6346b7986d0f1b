import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { peopleHandlers, USERS } from "../../../test/fake-console/people";
import { renderPart } from "../../../test/render";
import type { TransactionsSearch } from "../search";
import type { TransactionsNavigation } from "../useTransactionsNavigation";
import { FilterBar } from "./FilterBar";

async function bar(search: TransactionsSearch = {}, ownerName?: string) {
  const navigation = { search, go: vi.fn(), adjust: vi.fn(), clearConditions: vi.fn() };
  const { container } = await renderPart(
    <FilterBar navigation={navigation satisfies TransactionsNavigation} ownerName={ownerName} />,
    {
      ...peopleHandlers(),
      "transactions.filterOptions": () => ({ objects: ["Account", "Visit"], errorCodes: ["NOT_FOUND"] }),
    },
  );
  return { ...navigation, container, user: userEvent.setup() };
}

describe("the filter", () => {
  it("finds users by name", async () => {
    const { user, go } = await bar();
    await user.type(screen.getByRole("combobox", { name: "User" }), "keller");
    await user.click((await screen.findAllByRole("option", { name: "Anna Keller" }))[0] as HTMLElement);
    expect(go).toHaveBeenCalledWith({ ownerId: USERS[0]?.Id });
  });

  it("takes the Id of a user that the workspace does not know", async () => {
    const { user, go } = await bar();
    await user.type(screen.getByRole("combobox", { name: "User" }), "005ZZZ000000001AAA");
    await user.click(await screen.findByRole("option", { name: /005ZZZ000000001AAA/ }));
    expect(go).toHaveBeenCalledWith({ ownerId: "005ZZZ000000001AAA" });
  });

  it("shows the name of the user whose Id the URL has", async () => {
    await bar({ ownerId: "005ZZZ000000001AAA" }, "Zoe Zander");
    await waitFor(() => expect(screen.getByRole("combobox", { name: "User" })).toHaveValue("Zoe Zander"));
  });

  it("offers the objects of the org and the errors that occur", async () => {
    const { user, go } = await bar();
    await user.click(screen.getByRole("combobox", { name: "Error" }));
    await user.click(await screen.findByRole("option", { name: "NOT_FOUND" }));
    expect(go).toHaveBeenCalledWith({ errorCode: "NOT_FOUND" });
    await user.click(screen.getByRole("combobox", { name: "Object" }));
    await user.click(await screen.findByRole("option", { name: "Visit" }));
    expect(go).toHaveBeenCalledWith({ objectName: "Visit" });
  });

  it("narrows to a period that ends now, and says so", async () => {
    const { user, go } = await bar();
    await user.click(screen.getByRole("button", { name: "Period" }));
    await user.click(await screen.findByRole("button", { name: "Last 7 days" }));
    expect(go).toHaveBeenCalledWith({ from: expect.stringMatching(/:00\.000Z$/) as string, to: undefined });
  });

  it("names the period that is set", async () => {
    await bar({ from: new Date(2026, 10, 1).toISOString(), to: new Date(2026, 10, 8).toISOString() });
    expect(screen.getByRole("button", { name: "2026-11-01 to 2026-11-08" })).toBeVisible();
  });

  it("tells the list once typing pauses, not at each key", async () => {
    const { adjust } = await bar();
    const name = screen.getByRole("textbox", { name: "Name" });
    // Without a pause between the keys, however busy the machine is.
    for (const typed of ["DST-4", "DST-42", "DST-42 "]) fireEvent.change(name, { target: { value: typed } });
    await waitFor(() => expect(adjust).toHaveBeenCalledExactlyOnceWith({ name: "DST-42" }));
  });

  it("is accessible", async () => {
    const { container } = await bar({ text: "lock", from: new Date(2026, 10, 1).toISOString() });
    await expectAccessible(container);
  });
});
