import { notifications } from "@mantine/notifications";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { ActionResult } from "../../../bindings/ActionResult";
import type { Status } from "../../../bindings/Status";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import { expectAccessible } from "../../../test/axe";
import { type Handlers, refusal } from "../../../test/fake-platform";
import { renderPart } from "../../../test/render";
import { detail, VISIT } from "../../../test/transaction-fixture";
import { ActionButtons } from "./ActionButtons";
import type { Answer } from "./run";
import type { ActionTarget } from "./rules";
import { useTransactionActions } from "./useTransactionActions";

const onAnswered = vi.fn<(answers: Answer[]) => void>();

function Bar({ targets }: { targets: ActionTarget[] }) {
  const { start, dialog } = useTransactionActions(onAnswered);
  return (
    <>
      <ActionButtons targets={targets} onStart={start} />
      {dialog}
    </>
  );
}

const target = (number: number, status: Status = "Failed"): ActionTarget => ({
  id: `id-${number}`,
  name: `DST-${number}`,
  status,
  version: number,
});

async function show(targets: ActionTarget[], handlers: Handlers = {}) {
  const rendered = await renderPart(<Bar targets={targets} />, {
    "transactions.get": () => detail(),
    "transactions.filterOptions": () => ({ objects: ["Visit"], errorCodes: ["NOT_FOUND"] }),
    ...handlers,
  });
  return { user: userEvent.setup(), ...rendered };
}

const done = (status: Status): ActionResult => ({ kind: "done", status });
const dialog = () => screen.findByRole("dialog");

beforeEach(() => {
  vi.clearAllMocks();
  notifications.clean();
});

describe("an action on transactions", () => {
  it("says what it will do, asks why, and sends the version that was seen", async () => {
    const { user, platform } = await show([target(1)], {
      "transactions.retry": ({ targets }) => ({
        answers: targets.map(({ id }) => ({ id, result: done("Retry") })),
      }),
    });
    await user.click(screen.getByRole("button", { name: "Retry" }));
    const asked = await dialog();
    expect(asked).toHaveTextContent("1 transaction is queued for one more attempt.");
    expect(asked).toHaveTextContent("cannot be taken back here");
    await expectAccessible(asked);

    await user.click(within(asked).getByRole("button", { name: "Retry" }));
    expect(within(asked).getByText("Reason is needed")).toBeVisible();
    await user.type(within(asked).getByLabelText(/Reason/), "Lock released");
    await user.click(within(asked).getByRole("button", { name: "Retry" }));
    expect(platform.requestsOf("transactions.retry")).toEqual([
      { targets: [{ id: "id-1", expectedVersion: 1 }], reason: "Lock released" },
    ]);
    expect(await screen.findByText("DST-1 is queued for one more attempt")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(onAnswered).toHaveBeenCalledOnce();
  });

  it("leaves alone what does not allow it and says so before", async () => {
    const { user, platform } = await show([target(1), target(2, "Success"), target(3)], {
      "transactions.ignore": ({ targets }) => ({
        answers: targets.map(({ id }) => ({ id, result: done("Canceled") })),
      }),
    });
    await user.click(screen.getByRole("button", { name: "Ignore" }));
    const asked = await dialog();
    expect(asked).toHaveTextContent("2 transactions become Canceled");
    expect(asked).toHaveTextContent(/1 transaction stays as it is:.*applied to the org already/);
    expect(asked).toHaveTextContent("depend on them are canceled too");
    await user.type(within(asked).getByLabelText(/Reason/), "Test data");
    await user.click(within(asked).getByRole("button", { name: "Ignore (2)" }));
    expect(await within(asked).findByText("2 done")).toBeVisible();
    expect(platform.requestsOf("transactions.ignore")[0]?.targets.map(({ id }) => id)).toEqual([
      "id-1",
      "id-3",
    ]);
  });

  it("says which transactions are canceled with one that is ignored", async () => {
    const dependents = [
      { offlineUniqueIdentifier: "dev-2", id: "1QT2", name: "DST-2", status: "Waiting" as const },
      { offlineUniqueIdentifier: "dev-3", id: "1QT3", name: "DST-3", status: "Success" as const },
    ];
    const { user } = await show([target(1)], { "transactions.get": () => detail({ more: { dependents } }) });
    await user.click(screen.getByRole("button", { name: "Ignore" }));
    expect(await screen.findByText(/One that waits for it is canceled too.*: DST-2\./)).toBeVisible();
  });

  it("shows what happened to each, and both sides of a conflict; asks again only as it is now", async () => {
    const results: ActionResult[] = [
      done("Retry"),
      { kind: "notAllowed", status: "Canceled", reason: "It depends on DST-9, which is not Success." },
      { kind: "conflict", version: 12 },
      { kind: "notFound" },
    ];
    const requests: (number | null)[][] = [];
    const { user } = await show([target(1), target(2), target(3), target(4)], {
      "transactions.retry": ({ targets }) => {
        requests.push(targets.map(({ expectedVersion }) => expectedVersion));
        return {
          answers: targets.map(({ id }, at) => ({
            id,
            result: requests.length > 1 ? done("Retry") : (results[at] ?? done("Retry")),
          })),
        };
      },
      "transactions.rows": () => [
        { id: "id-3", name: "DST-3", status: "Manual", version: 12 } as TransactionRow,
      ],
    });
    await user.click(screen.getByRole("button", { name: "Retry" }));
    const asked = await dialog();
    await user.type(within(asked).getByLabelText(/Reason/), "again");
    await user.click(within(asked).getByRole("button", { name: "Retry (4)" }));

    expect(await within(asked).findByRole("status")).toHaveTextContent(
      "1 done · 1 changed meanwhile · 1 not allowed · 1 not found",
    );
    expect(within(asked).getByText(/DST-9, which is not Success/)).toBeVisible();
    expect((await within(asked).findByText(/now it is/)).textContent).toMatch(
      /You saw.*Failed.*now it is.*Manual/,
    );
    await expectAccessible(asked);

    await user.click(await within(asked).findByRole("button", { name: "Retry as it is now (1)" }));
    expect(await within(asked).findByText(/^2 done/)).toBeVisible();
    expect(requests).toEqual([[1, 2, 3, 4], [12]]);
  });

  it("keeps what was written when nothing happened, and what was done when it breaks off", async () => {
    let calls = 0;
    const many = Array.from({ length: 250 }, (_, at) => target(at));
    const { user } = await show(many, {
      "transactions.retry": ({ targets }) => {
        if (++calls !== 2) throw refusal("diskFull", "The disk is full: make room.");
        return { answers: targets.map(({ id }) => ({ id, result: done("Retry") })) };
      },
    });
    await user.click(screen.getByRole("button", { name: "Retry" }));
    const asked = await dialog();
    await user.type(within(asked).getByLabelText(/Reason/), "again");
    await user.click(within(asked).getByRole("button", { name: "Retry (250)" }));
    expect(await within(asked).findByRole("alert")).toHaveTextContent("The disk is full: make room.");
    expect(within(asked).getByLabelText(/Reason/)).toHaveValue("again");

    await user.click(within(asked).getByRole("button", { name: "Retry (250)" }));
    expect(await within(asked).findByText("200 done · 50 not asked")).toBeVisible();
    expect(within(asked).getByRole("button", { name: "Continue with the rest (50)" })).toBeVisible();
  });

  it("warns that resolving is final", async () => {
    const { user } = await show([target(1, "Manual")]);
    await user.click(screen.getByRole("button", { name: "More actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Mark resolved" }));
    const asked = await dialog();
    expect(asked).toHaveTextContent("This cannot be undone: Success is final.");
    expect(within(asked).getByLabelText(/What was done by hand/)).toBeVisible();
  });

  it("says in the menu why an action is disabled", async () => {
    const { user } = await show([target(1)]);
    await user.click(screen.getByRole("button", { name: "More actions" }));
    const resolve = await screen.findByRole("menuitem", { name: /Mark resolved/ });
    expect(resolve).toHaveAttribute("aria-disabled", "true");
    expect(resolve).toHaveTextContent("mark it manual first");
    await user.click(resolve);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("writes a log entry about an item", async () => {
    const { user, platform } = await show([target(1)], { "transactions.log": () => detail() });
    await user.click(screen.getByRole("button", { name: "More actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Log manually" }));
    const asked = await dialog();
    await user.type(within(asked).getByLabelText(/Reason/), "for the record");
    await user.click(within(asked).getByRole("button", { name: "Add log entry" }));
    expect(within(asked).getByText("Message is needed")).toBeVisible();
    expect(platform.requestsOf("transactions.log")).toEqual([]);

    await user.type(within(asked).getByLabelText(/Message/), "Rep confirmed by phone");
    await user.click(within(asked).getByRole("combobox", { name: "Item" }));
    await user.click(await screen.findByRole("option", { name: /insert Visit/ }));
    await user.click(within(asked).getByRole("button", { name: "Add log entry" }));
    expect(platform.requestsOf("transactions.log")).toEqual([
      {
        id: "id-1",
        itemId: VISIT,
        exceptionCode: null,
        objectName: "Visit",
        fieldName: null,
        value: null,
        message: "Rep confirmed by phone",
        reason: "for the record",
      },
    ]);
  });
});
