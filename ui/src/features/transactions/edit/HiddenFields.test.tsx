import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../../test/axe";
import { ACCOUNT, orgHandlers } from "../../../test/org-fixture";
import { renderPart } from "../../../test/render";
import { detail, TRANSACTION, VISIT } from "../../../test/transaction-fixture";
import { EditTransaction } from "./EditTransaction";

const onClose = vi.fn();

async function edit(payload: string) {
  const base = detail({ payload });
  const what = {
    kind: "payload",
    transactionId: TRANSACTION,
    transactionName: "DST-0000000001",
    itemId: VISIT,
    objectName: "Visit",
    field: "Notes",
  } as const;
  const rendered = await renderPart(<EditTransaction id={TRANSACTION} onClose={onClose} />, {
    ...orgHandlers,
    "app.info": () => ({ version: "0.1.0", caller: { actor: "sam", role: "admin" }, workspace: null }),
    "transactions.get": () => base,
    "transactions.checkEdit": () => ({ changes: [], problems: [] }),
    "transactions.edit": () => ({ saved: { version: 8 } }),
    "payload.reveal": ({ field }) => ({
      value: field === "Notes" ? '"Ring twice"' : '{"Subject":"cut o',
      reveal: { number: 1, revealedAt: "2026-11-23T09:00:00.000Z", actor: "sam", what, reason: null },
    }),
  });
  await screen.findByRole("navigation", { name: "Parts of the transaction" });
  return { user: userEvent.setup(), ...rendered };
}

async function save(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole("button", { name: "Review changes" }));
  await user.type(await screen.findByLabelText(/Reason/), "mended");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
}

describe("a hidden field in the editor", () => {
  it("goes back to the console as it came while another field is changed", async () => {
    const { user, platform } = await edit(`{"Notes":"•••","AccountId":"${ACCOUNT}"}`);
    expect(await screen.findByRole("button", { name: "Reveal Notes" })).toBeVisible();
    await expectAccessible(screen.getByRole("dialog"));
    await user.click(screen.getByRole("button", { name: "Remove Account from the payload" }));
    await save(user);
    expect(platform.requestsOf("transactions.edit")[0]?.edit.items[0]?.fieldValues).toBe('{"Notes":"•••"}');
  });

  it("can be revealed and edited, and replaced unseen", async () => {
    const { user, platform } = await edit('{"Notes":"•••"}');
    await user.click(await screen.findByRole("button", { name: "Reveal Notes" }));
    expect(await screen.findByRole("textbox", { name: /Notes/ })).toHaveValue("Ring twice");
    expect(platform.requestsOf("payload.reveal")).toEqual([
      { place: { kind: "payload", transactionId: TRANSACTION, itemId: VISIT }, field: "Notes" },
    ]);
    await user.click(screen.getByRole("button", { name: "Undo the change of Notes" }));
    await user.click(screen.getByRole("button", { name: "Replace Notes" }));
    expect(screen.getByRole("textbox", { name: /Notes/ })).toHaveValue("");
  });

  it("is the payload as a whole where that is no JSON object", async () => {
    const { user } = await edit("•••");
    await user.click(await screen.findByRole("button", { name: "Reveal the payload" }));
    expect(await screen.findByText(/Not a JSON object/)).toBeVisible();
  });
});
