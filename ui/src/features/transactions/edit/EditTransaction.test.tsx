import { notifications } from "@mantine/notifications";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { EditPreview } from "../../../bindings/EditPreview";
import type { EditRequest } from "../../../bindings/EditRequest";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { expectAccessible } from "../../../test/axe";
import type { Handlers } from "../../../test/fake-platform";
import { ACCOUNT, orgHandlers } from "../../../test/org-fixture";
import { renderPart } from "../../../test/render";
import { detail, TRANSACTION, VISIT } from "../../../test/transaction-fixture";
import { SALESFORCE_LIMITS } from "../../limits/limits";
import { fieldsOf, findField } from "../payload/payload";
import { EditTransaction } from "./EditTransaction";

const onClose = vi.fn();
const BIG = "12345678901234567890.10";

/** Says that AccountId is missing where it is, and which fields differ. */
function check(base: TransactionDetail, { fields, items }: EditRequest): EditPreview {
  const preview: EditPreview = {
    changes: fields.map(({ name, value }) => ({
      itemId: null,
      field: name,
      oldValue: null,
      newValue: value,
    })),
    problems: [],
  };
  const before = fieldsOf(base.items[0]?.FieldValues ?? null);
  const after = fieldsOf(items[0]?.fieldValues ?? base.items[0]?.FieldValues ?? null);
  for (const name of new Set([...before, ...after].map((field) => field.name))) {
    const [oldValue, newValue] = [before, after].map((side) => findField(side, name)?.json ?? null);
    if (oldValue !== newValue) {
      preview.changes.push({
        itemId: VISIT,
        field: name,
        oldValue: oldValue ?? null,
        newValue: newValue ?? null,
      });
    }
  }
  if (!findField(after, "AccountId")) {
    preview.problems.push({
      itemId: VISIT,
      field: "AccountId",
      code: "REQUIRED_FIELD_MISSING",
      message: "Required fields are missing: [AccountId]",
      blocksSave: false,
    });
  }
  return preview;
}

async function edit(base: TransactionDetail, handlers: Handlers = {}) {
  const rendered = await renderPart(<EditTransaction id={TRANSACTION} onClose={onClose} />, {
    ...orgHandlers,
    "transactions.get": () => base,
    "transactions.checkEdit": (request) => check(base, request),
    "transactions.edit": () => ({ saved: { version: 8 } }),
    ...handlers,
  });
  await screen.findByRole("navigation", { name: "Parts of the transaction" });
  return { user: userEvent.setup(), ...rendered };
}

const review = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.click(screen.getByRole("button", { name: "Review changes" }));
  await screen.findByRole("heading", { name: "What will be different" });
};

beforeEach(() => {
  vi.clearAllMocks();
  notifications.clean();
});

describe("the editor", () => {
  it("marks what is missing, looks the record up, shows the difference and saves with the version seen", async () => {
    const { user, platform } = await edit(detail());
    expect(await screen.findByText("Required fields are missing: [AccountId]")).toBeVisible();
    expect(screen.getByRole("button", { name: "Review changes" })).toHaveAccessibleDescription(
      /Nothing is changed/,
    );
    await expectAccessible(screen.getByRole("dialog"));

    await user.click(screen.getByRole("button", { name: "Look up Account" }));
    await user.type(await screen.findByRole("textbox", { name: "Name or Id of Account" }), "river");
    await user.click(await screen.findByRole("option", { name: /Riverside Clinic/ }));
    expect(await screen.findByText("No problems found")).toBeVisible();

    await review(user);
    expect(
      await screen.findByRole("row", { name: new RegExp(`AccountId no value.*"${ACCOUNT}"`) }),
    ).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByText("Reason is needed")).toBeVisible();
    await user.type(screen.getByLabelText(/Reason/), "The rep forgot the account");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(platform.requestsOf("transactions.edit")).toEqual([
      {
        edit: {
          id: TRANSACTION,
          fields: [],
          items: [
            {
              itemId: VISIT,
              fieldValues: `{"Subject":"Call","AccountId":"${ACCOUNT}"}`,
              recordIdentifier: null,
            },
          ],
        },
        expectedVersion: 7,
        reason: "The rep forgot the account",
        acceptProblems: false,
      },
    ]);
  });

  it("asks whether the fix would work, with the edit that is not saved, and goes back to it", async () => {
    const base = detail({ payload: `{"Subject":"Call","AccountId":"${ACCOUNT}"}` });
    const { user, platform } = await edit(base, {
      "simulation.one": ({ id, edit: given }) => ({
        id,
        name: "DST-0000000001",
        outcome: "Success",
        reason: null,
        items: [],
        usage: { queries: 1, statements: 1, rows: 1, cpuMs: 1, heapBytes: 100 },
        limits: SALESFORCE_LIMITS,
        withEdit: given !== null,
      }),
    });
    const ask = screen.getByRole("button", { name: "Would this fix work?" });
    expect(ask).toHaveAccessibleDescription(/Nothing is changed/);
    await user.type(await screen.findByRole("textbox", { name: /Subject/ }), "s");
    await user.click(ask);
    expect(await screen.findByRole("region", { name: "Verdict" })).toHaveTextContent(
      "With this edit it would succeed",
    );
    const fieldValues = `{"Subject":"Calls","AccountId":"${ACCOUNT}"}`;
    expect(platform.requestsOf("simulation.one")).toEqual([
      {
        id: TRANSACTION,
        edit: {
          id: TRANSACTION,
          fields: [],
          items: [{ itemId: VISIT, fieldValues, recordIdentifier: null }],
        },
      },
    ]);
    await expectAccessible(screen.getByRole("dialog"));
    await user.click(screen.getByRole("button", { name: "Back to editing" }));
    expect(await screen.findByRole("textbox", { name: /Subject/ })).toHaveValue("Calls");
  });

  it("keeps every digit of numbers, edited or not", async () => {
    const payload = `{"AccountId":"${ACCOUNT}","Amount":${BIG},"Unknown__c":${BIG}}`;
    const { user, platform } = await edit(detail({ payload }));
    const amount = await screen.findByRole("textbox", { name: /Amount/ });
    expect(amount).toHaveValue(BIG);
    await user.type(amount, "5");
    await review(user);
    expect(await screen.findByText(`${BIG}5`)).toBeVisible();
    await user.type(screen.getByLabelText(/Reason/), "x");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(platform.requestsOf("transactions.edit")[0]?.edit.items[0]?.fieldValues).toBe(
      `{"AccountId":"${ACCOUNT}","Amount":${BIG}5,"Unknown__c":${BIG}}`,
    );
  });

  it("has a control for each type, says what the org does not know, adds and removes fields", async () => {
    const payload = `{"AccountId":"${ACCOUNT}","IsSigned":false,"VisitDate":"2026-11-20","StartTime":"2026-11-20T08:00:00Z","Channel":"Fax","Subject":"Call","Old__c":{"a":1}}`;
    const { user, platform, container } = await edit(detail({ payload }));
    await user.click(within(await screen.findByRole("radiogroup", { name: "IsSigned" })).getByText("True"));
    expect(screen.getByRole("textbox", { name: /VisitDate/ })).toHaveValue("2026-11-20");
    expect(screen.getByText(/2026-11-20 \d\d:00:00 local/)).toBeVisible();
    expect(screen.getByText("4 of 20 characters")).toBeVisible();
    await user.click(screen.getByRole("combobox", { name: /Channel/ }));
    expect(await screen.findByRole("option", { name: "Fax (not a value of this picklist)" })).toBeVisible();
    await user.click(screen.getByRole("option", { name: "Video" }));
    expect(screen.getByText("not known to the org")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Remove Old__c from the payload" }));
    await user.click(screen.getByRole("combobox", { name: "Add a field" }));
    await user.click(await screen.findByRole("option", { name: "Notes (Notes)" }));
    await user.type(await screen.findByRole("textbox", { name: /Notes/ }), "שלום");
    await expectAccessible(container);
    await waitFor(() =>
      expect(platform.requestsOf("transactions.checkEdit").at(-1)?.items[0]?.fieldValues).toBe(
        `{"AccountId":"${ACCOUNT}","IsSigned":true,"VisitDate":"2026-11-20","StartTime":"2026-11-20T08:00:00Z","Channel":"Video","Subject":"Call","Notes":"שלום"}`,
      ),
    );
  });

  it("opens what is no JSON as text, and blocks its saving", async () => {
    const base = detail({ payload: '{"Subject": oops}' });
    const { user } = await edit(base, {
      "transactions.checkEdit": () => ({
        changes: [],
        problems: [
          {
            itemId: VISIT,
            field: null,
            code: "JSON_PARSER_ERROR",
            message: "Not an object",
            blocksSave: true,
          },
        ],
      }),
    });
    expect(await screen.findByText(/Not a JSON object, at line 1, column 13/)).toBeVisible();
    expect(screen.getByRole("radio", { name: "Form" })).toBeDisabled();
    await user.type(screen.getByLabelText(/^Record/), "x");
    await review(user);
    expect(await screen.findByText("It cannot be saved like this:")).toBeVisible();
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  });

  it("saves anyway only when the problems are accepted", async () => {
    const { user, platform } = await edit(detail());
    await user.type(await screen.findByRole("textbox", { name: /Subject/ }), "!");
    await review(user);
    await user.type(screen.getByLabelText(/Reason/), "The rule goes away tonight");
    await user.click(await screen.findByRole("button", { name: "Save anyway" }));
    expect(screen.getByText(/Go back and mend the problems/)).toBeVisible();
    expect(platform.requestsOf("transactions.edit")).toEqual([]);
    await user.click(screen.getByRole("checkbox"));
    await user.click(screen.getByRole("button", { name: "Save anyway" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(platform.requestsOf("transactions.edit")[0]).toMatchObject({ acceptProblems: true });
  });

  it("saves and queues one more attempt over the version that it made", async () => {
    const { user, platform } = await edit(
      detail({ payload: `{"AccountId":"${ACCOUNT}","Subject":"Call"}` }),
      {
        "transactions.retry": ({ targets }) => ({
          answers: targets.map(({ id }) => ({ id, result: { kind: "done", status: "Retry" } })),
        }),
      },
    );
    await user.type(await screen.findByRole("textbox", { name: /Subject/ }), "!");
    await review(user);
    await user.type(screen.getByLabelText(/Reason/), "mended");
    await user.click(await screen.findByRole("button", { name: "Save and retry" }));
    expect(await screen.findByText(/saved and queued for one more attempt/)).toBeVisible();
    expect(platform.requestsOf("transactions.retry")).toEqual([
      { targets: [{ id: TRANSACTION, expectedVersion: 8 }], reason: "mended" },
    ]);
  });

  it("waits for the check when Save is quicker than that", async () => {
    const base = detail({ payload: `{"AccountId":"${ACCOUNT}","Subject":"Call"}` });
    const answers: (() => void)[] = [];
    const { user, platform } = await edit(base, {
      "transactions.checkEdit": (request) =>
        new Promise((resolve) => answers.push(() => resolve(check(base, request)))),
    });
    await user.type(await screen.findByRole("textbox", { name: /Subject/ }), "!");
    await review(user);
    await user.type(screen.getByLabelText(/Reason/), "mended");
    await user.click(await screen.findByRole("button", { name: "Save" }));
    expect(platform.requestsOf("transactions.edit")).toEqual([]);
    answers.forEach((answer) => answer());
    expect(await screen.findByText(/is saved/)).toBeVisible();
    expect(platform.requestsOf("transactions.edit")).toHaveLength(1);
  });

  it("shows both sides of a conflict, and saves over their version what was chosen", async () => {
    const base = detail({ payload: `{"AccountId":"${ACCOUNT}","Subject":"Call"}` });
    const theirs = detail({
      payload: `{"AccountId":"${ACCOUNT}","Subject":"Their call","Notes":"theirs"}`,
      version: 9,
      more: {
        history: [
          {
            changedAt: "2026-11-23T08:00:00.000Z",
            actor: "Ada",
            itemId: VISIT,
            field: "FieldValues.Subject",
            oldValue: '"Call"',
            newValue: '"Their call"',
            reason: "Asked by the rep",
          },
        ],
      },
    });
    let now = base;
    const { user, platform } = await edit(base, {
      "transactions.checkEdit": (request) => check(now, request),
      "transactions.edit": ({ expectedVersion }) => {
        if (expectedVersion === theirs.version) return { saved: { version: 10 } };
        now = theirs;
        return { conflict: theirs };
      },
    });
    const subject = await screen.findByRole("textbox", { name: /Subject/ });
    await user.clear(subject);
    await user.type(subject, "My call");
    await review(user);
    await user.type(screen.getByLabelText(/Reason/), "mine");
    await user.click(await screen.findByRole("button", { name: "Save" }));

    expect(await screen.findByRole("heading", { name: "Someone else changed it meanwhile" })).toBeVisible();
    expect(screen.getByText(/Asked by the rep/)).toBeVisible();
    expect(screen.getByRole("row", { name: /Subject.*"Call".*"Their call".*"My call"/ })).toBeVisible();
    expect(screen.getByRole("row", { name: /Notes.*only they changed it.*"theirs"/ })).toBeVisible();
    await expectAccessible(screen.getByRole("dialog"));
    const go = screen.getByRole("button", { name: "Continue with these values" });
    expect(go).toHaveAccessibleDescription("Choose for one more field first.");

    await user.click(screen.getByRole("radio", { name: "Take yours for Subject" }));
    await user.click(screen.getByRole("button", { name: "Continue with these values" }));
    await user.type(await screen.findByLabelText(/Reason/), "mine after all");
    await user.click(await screen.findByRole("button", { name: "Save" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(platform.requestsOf("transactions.edit").at(-1)).toMatchObject({
      expectedVersion: 9,
      edit: {
        items: [{ fieldValues: `{"AccountId":"${ACCOUNT}","Subject":"My call","Notes":"theirs"}` }],
      },
    });
  });

  it("says so when somebody else changes the transaction while it is open", async () => {
    let now = detail();
    const { user, platform } = await edit(now, { "transactions.get": () => now });
    now = detail({ version: 8, transaction: { Sequence: 12 } });
    platform.emit({ type: "transactionsChanged", data: [TRANSACTION] });
    await user.click(await screen.findByRole("button", { name: "Compare" }));
    expect(await screen.findByRole("row", { name: /Sequence.*only they changed it.*4.*12/ })).toBeVisible();
  });

  it("warns before changes are lost", async () => {
    const { user } = await edit(detail());
    await user.type(await screen.findByRole("textbox", { name: /Subject/ }), "!");
    await user.click(screen.getByRole("button", { name: "Close the editor" }));
    expect(onClose).not.toHaveBeenCalled();
    await user.click(await screen.findByRole("button", { name: "Keep editing" }));
    await user.click(screen.getByRole("button", { name: "Close the editor" }));
    await user.click(await screen.findByRole("button", { name: "Discard changes" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
  });

  it("edits the details of the transaction and checks them", async () => {
    const { user, platform } = await edit(detail({ payload: `{"AccountId":"${ACCOUNT}"}` }));
    await user.click(screen.getByRole("button", { name: "Transaction details" }));
    const sequence = screen.getByRole("textbox", { name: /Sequence/ });
    await user.clear(sequence);
    await user.type(sequence, "1.5");
    expect(screen.getByText("A whole number, 0 or more, is expected.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Review changes" })).toHaveAccessibleDescription(
      /Mend Sequence/,
    );
    await user.clear(sequence);
    await user.type(sequence, "15");
    await user.click(screen.getByRole("switch", { name: /Real time/ }));
    await review(user);
    await user.type(screen.getByLabelText(/Reason/), "first this one");
    await user.click(await screen.findByRole("button", { name: "Save" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(platform.requestsOf("transactions.edit")[0]?.edit).toMatchObject({
      fields: [
        { name: "Sequence", value: "15" },
        { name: "IsRealTime", value: "true" },
      ],
      items: [],
    });
  });

  it("does not edit what a processor works on", async () => {
    await edit(detail({ transaction: { Status: "InProgress" } }));
    expect(screen.getByText(/cannot be edited now. A Sync Processor works on it/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Review changes" })).toHaveAttribute("aria-disabled", "true");
  });
});
