import { notifications } from "@mantine/notifications";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import type { ComparedField } from "../../../bindings/ComparedField";
import type { Comparison } from "../../../bindings/Comparison";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { expectAccessible } from "../../../test/axe";
import { checkEdit } from "../../../test/fake-console/edit";
import { type Handlers, refusal } from "../../../test/fake-platform";
import { orgHandlers } from "../../../test/org-fixture";
import { renderPart } from "../../../test/render";
import { detail, item, TRANSACTION } from "../../../test/transaction-fixture";
import { UNTOUCHED } from "../edit/draft";
import { choiceOf, choose, isEmptied } from "./choices";
import { CompareItem } from "./CompareItem";

const RECORD = "0Z5000000000009AAA";
const PAYLOAD = '{ "Channel": "Video", "Notes": "mine", "Status": "Planned", "Old__c": 1 }';
const UPDATE = item("1QR7", { FieldValues: PAYLOAD, RecordIdentifier: RECORD });

const base = (changes: Parameters<typeof detail>[0] = {}, payload = PAYLOAD): TransactionDetail => ({
  ...detail(changes),
  items: [{ ...UPDATE, FieldValues: payload }],
});

const field = (name: string, changes: Partial<ComparedField>): ComparedField => ({
  field: name,
  had: null,
  now: null,
  proposed: "null",
  isDifferent: changes.now !== changes.proposed,
  isConflict: false,
  ...changes,
});

const FIELDS = [
  field("Channel", {
    had: { value: '"Phone"', transactionId: "1QT-3", transactionName: "DST-3", itemId: "1QR-3" },
    now: '"Email"',
    proposed: '"Video"',
    isConflict: true,
  }),
  field("Notes", { now: '"theirs"', proposed: '"mine"' }),
  field("Status", { now: '"Planned"', proposed: '"Planned"' }),
  field("Old__c", { proposed: "1" }),
];

const COMPARISON: Comparison = {
  recordId: RECORD,
  record: { id: RECORD, objectName: "Visit", name: "V-9", isDeleted: false, values: {} },
  madeAt: "2026-11-20T08:00:00.000Z",
  orgModifiedAt: "2026-11-21T09:30:00.000Z",
  isOrgNewer: true,
  fields: FIELDS,
};

async function compare(handlers: Handlers = {}, shown = base()) {
  const rendered = await renderPart(<CompareItem item={UPDATE} />, {
    ...orgHandlers,
    "transactions.get": () => shown,
    "transactions.compare": () => COMPARISON,
    "transactions.checkEdit": (request) => ({ ...checkEdit(shown, request), problems: [] }),
    "transactions.edit": () => ({ saved: { version: 8 } }),
    ...handlers,
  });
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Compare with the org" }));
  const dialog = await screen.findByRole("dialog", { name: "Compare DST-0000000001" });
  return { user, dialog, ...rendered };
}

beforeEach(() => notifications.clean());

describe("the three-way compare", () => {
  it("shows three values of each field, marks conflicts, and warns when the org's record is newer", async () => {
    const { user, dialog, platform } = await compare();
    expect(await within(dialog).findByText("The org's record is newer than this update.")).toBeVisible();
    const [changed, made] = dialog.querySelectorAll("time");
    expect(changed).toHaveAttribute("datetime", COMPARISON.orgModifiedAt);
    expect(made).toHaveAttribute("datetime", COMPARISON.madeAt);
    const row = (name: RegExp) => within(dialog).getByRole("row", { name });
    expect(row(/^Channel/)).toHaveTextContent(/conflictPhoneby DST-3EmailVideo$/);
    expect(within(row(/^Channel/)).getByRole("link", { name: "DST-3" })).toBeVisible();
    expect(row(/^Notes/)).toHaveTextContent(/not knowntheirsmine$/);
    expect(row(/^Status/)).toHaveTextContent(/no difference/);
    expect(row(/^Old__c/)).toHaveTextContent(/the org has none1$/);
    expect(within(dialog).getAllByRole("radio")).toHaveLength(4);
    expect(dialog).toHaveTextContent("1 conflict.");
    expect(platform.requestsOf("transactions.compare")).toEqual([{ id: TRANSACTION, itemId: "1QR7" }]);
    await expectAccessible(dialog);

    await user.click(within(dialog).getByRole("switch", { name: "Only differences" }));
    expect(within(dialog).queryByRole("row", { name: /^Status/ })).toBeNull();
    expect(within(dialog).getAllByRole("row")).toHaveLength(4);
  });

  it("takes the org's value by leaving the field out, and saves that as an edit", async () => {
    const { user, dialog, platform } = await compare();
    const radio = (name: string) => within(dialog).findByRole("radio", { name });
    const review = within(dialog).getByRole("button", { name: "Review changes" });
    expect(review).toHaveAccessibleDescription("Take a value of the org first.");
    await user.click(await radio("Take the org's value of Notes"));
    await user.click(await radio("Keep the proposed value of Notes"));
    expect(review).toHaveAttribute("aria-disabled", "true");
    await user.click(await radio("Take the org's value of Channel"));
    await user.click(review);

    expect(await within(dialog).findByRole("row", { name: /Channel "Video" no value/ })).toBeVisible();
    await user.type(within(dialog).getByLabelText(/Reason/), "the office knows better");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await screen.findByText("DST-0000000001 is saved")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(platform.requestsOf("transactions.edit")).toEqual([
      {
        edit: {
          id: TRANSACTION,
          fields: [],
          items: [
            {
              itemId: "1QR7",
              fieldValues: '{ "Notes": "mine", "Status": "Planned", "Old__c": 1 }',
              recordIdentifier: null,
            },
          ],
        },
        expectedVersion: 7,
        reason: "the office knows better",
        acceptProblems: false,
      },
    ]);
  });

  it("shows what somebody else saved meanwhile, and saves over that", async () => {
    const theirs = base({ version: 9 }, PAYLOAD.replace("mine", "somebody's"));
    const { user, dialog, platform } = await compare({
      "transactions.edit": ({ expectedVersion }) =>
        expectedVersion === 9 ? { saved: { version: 10 } } : { conflict: theirs },
    });
    await user.click(await within(dialog).findByRole("radio", { name: "Take the org's value of Channel" }));
    await user.click(within(dialog).getByRole("button", { name: "Review changes" }));
    await user.type(await within(dialog).findByLabelText(/Reason/), "outdated");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await within(dialog).findByText("Someone else changed it meanwhile")).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Continue with these values" }));
    await user.type(await within(dialog).findByLabelText(/Reason/), "outdated");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await screen.findByText("DST-0000000001 is saved")).toBeVisible();
    expect(platform.requestsOf("transactions.edit").at(-1)?.edit.items[0]?.fieldValues).toBe(
      '{ "Notes": "somebody\'s", "Status": "Planned", "Old__c": 1 }',
    );
  });

  it.each([
    ["is deleted", { ...COMPARISON, record: COMPARISON.record && { ...COMPARISON.record, isDeleted: true } }],
    ["no record with this Id", { ...COMPARISON, record: null }],
    ["not in the org yet", { ...COMPARISON, record: null, recordId: "visit-1" }],
    ["names no record", { ...COMPARISON, record: null, recordId: null }],
  ])("says that the record %s", async (words, comparison) => {
    const { dialog } = await compare({ "transactions.compare": () => comparison });
    expect(await within(dialog).findByText(words, { exact: false })).toBeVisible();
  });

  it("can be looked at, not used, while the transaction cannot be edited", async () => {
    const { dialog } = await compare({}, base({ transaction: { Status: "Success" } }));
    const radios = await within(dialog).findAllByRole("radio");
    radios.forEach((radio) => expect(radio).toBeDisabled());
    expect(within(dialog).getByRole("button", { name: "Review changes" })).toHaveAccessibleDescription(
      /applied to the org already/,
    );
  });

  it("says why a payload cannot be compared", async () => {
    const { dialog } = await compare({
      "transactions.compare": () => {
        throw refusal("invalid", "The payload cannot be compared: mend it in Edit first.");
      },
    });
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("mend it in Edit first");
  });
});

describe("the choices", () => {
  it("bring a field back to where it stood, and know when nothing is left", () => {
    let draft = UNTOUCHED;
    for (const { field: name } of FIELDS) draft = choose(draft, UPDATE, FIELDS, name, "org");
    expect(isEmptied(UPDATE, draft)).toBe(true);
    for (const { field: name } of FIELDS.toReversed()) {
      expect(choiceOf(name, UPDATE, draft)).toBe("org");
      draft = choose(draft, UPDATE, FIELDS, name, "proposed");
    }
    expect(draft.items["1QR7"]?.fieldValues).toBe(PAYLOAD);
    expect(isEmptied(UPDATE, draft)).toBe(false);
  });
});
