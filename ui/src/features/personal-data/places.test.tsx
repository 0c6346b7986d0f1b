import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";

import { useCommand } from "../../api/query";
import type { FieldChange } from "../../bindings/FieldChange";
import type { PatchRule } from "../../bindings/PatchRule";
import type { Reveal } from "../../bindings/Reveal";
import type { RevealPlace } from "../../bindings/RevealPlace";
import type { TransactionSimulation } from "../../bindings/TransactionSimulation";
import { expectAccessible } from "../../test/axe";
import { orgHandlers } from "../../test/org-fixture";
import { renderPart } from "../../test/render";
import { detail, item, logEntry, TRANSACTION, VISIT } from "../../test/transaction-fixture";
import { Differences } from "../bulk/patch/Differences";
import { SALESFORCE_LIMITS } from "../limits/limits";
import { SimulationResult } from "../simulation/SimulationResult";
import { CompareTable } from "../transactions/compare/CompareTable";
import { HistoryTab } from "../transactions/detail/HistoryTab";
import { LogEntryCard } from "../transactions/detail/LogEntryCard";
import { OrgRecordPanel } from "../transactions/detail/OrgRecordPanel";
import { Changes } from "../transactions/edit/Changes";
import { ConflictTable } from "../transactions/edit/ConflictTable";

const MASK = "•••";
const MASK_JSON = '"•••"';
const RECORD = "0Z5000000000009AAA";
const VALUE = "Ring twice";
const AT = "2026-11-21T09:30:00.000Z";
const IN_ITEM = { transactionId: TRANSACTION, itemId: VISIT };

const CHANGE: FieldChange = {
  changedAt: AT,
  actor: "sam",
  itemId: VISIT,
  field: "FieldValues.Notes",
  oldValue: MASK_JSON,
  newValue: MASK_JSON,
  reason: "mended",
};

const SIMULATION: TransactionSimulation = {
  id: TRANSACTION,
  name: "DST-0000000001",
  outcome: "Failed",
  reason: null,
  usage: { queries: 3, statements: 1, rows: 2, cpuMs: 7, heapBytes: 2_048 },
  limits: SALESFORCE_LIMITS,
  withEdit: true,
  items: [
    {
      itemId: VISIT,
      objectName: "Visit",
      operation: "update",
      order: 0,
      recordId: RECORD,
      fields: [{ field: "Notes", before: MASK, after: MASK }],
      others: [
        {
          recordId: "001000000000007AAA",
          objectName: "Account",
          fields: [{ field: "Phone", before: null, after: MASK }],
        },
      ],
      errors: [
        {
          code: "INVALID_EMAIL_ADDRESS",
          message: "no address",
          objectName: "Visit",
          fieldName: "Email",
          value: MASK,
        },
      ],
    },
  ],
};
const EDIT = { id: TRANSACTION, fields: [], items: [] };
const simulation = (more: Partial<Extract<RevealPlace, { kind: "simulation" }>>): RevealPlace => ({
  kind: "simulation",
  ...IN_ITEM,
  edit: EDIT,
  otherRecordId: null,
  side: "before",
  ...more,
});

const RULE: PatchRule = {
  objectName: "Visit",
  field: "Notes",
  change: { kind: "replace", find: "twice", with: "once" },
};
const PATCHED = {
  transaction: { id: TRANSACTION, name: "DST-1", status: "Failed" as const },
  itemId: VISIT,
  before: MASK_JSON,
  after: MASK_JSON,
  problem: null,
};

const HAD = { transactionId: "1QT3", transactionName: "DST-3", itemId: "1QR3", value: MASK_JSON };
const UPDATE = item(VISIT, { RecordIdentifier: RECORD });
const COMPARED = {
  field: "Notes",
  had: HAD,
  now: MASK_JSON,
  proposed: MASK_JSON,
  isDifferent: true,
  isConflict: true,
};

const compare = (
  <CompareTable
    fields={[COMPARED]}
    places={{ proposed: { kind: "payload", ...IN_ITEM }, org: { kind: "record", recordId: RECORD } }}
    object={undefined}
    choiceOf={() => "proposed"}
    onChoose={() => undefined}
    disabled={false}
  />
);
const history = <HistoryTab detail={detail({ more: { history: [CHANGE] } })} onItem={() => undefined} />;
const result = <SimulationResult simulation={SIMULATION} edit={EDIT} />;
const record = <OrgRecordPanel recordId={RECORD} object={undefined} payload={null} />;
const patch = <Differences rows={[PATCHED]} rule={RULE} />;
const log = (
  <ul>
    <LogEntryCard
      entry={logEntry({ FieldName: "Notes", Value: MASK })}
      item={UPDATE}
      onItem={() => undefined}
    />
  </ul>
);
const review = (
  <Changes
    base={detail()}
    changes={[{ itemId: VISIT, field: "Notes", oldValue: MASK_JSON, newValue: '"new"' }]}
  />
);
const conflict = (
  <ConflictTable
    rows={[
      {
        key: "1",
        item: UPDATE,
        field: "Notes",
        base: MASK_JSON,
        theirs: MASK_JSON,
        mine: '"x"',
        changedBy: "both",
      },
    ]}
    choices={{}}
    onChoose={() => undefined}
  />
);

const payload = { kind: "payload", ...IN_ITEM } as const;
const inHistory = (side: "before" | "after"): RevealPlace => ({
  kind: "history",
  ...IN_ITEM,
  changedAt: AT,
  side,
});

/** Where, what the button of the mask is called there, and what the console is asked for. */
const PLACES: [where: string, part: ReactNode, button: string, place: RevealPlace, field: string][] = [
  [
    "what the device had",
    compare,
    "Notes",
    { kind: "payload", transactionId: "1QT3", itemId: "1QR3" },
    "Notes",
  ],
  ["the history, before", history, "Notes before the change", inHistory("before"), "Notes"],
  ["the history, after", history, "Notes after the change", inHistory("after"), "Notes"],
  ["a simulation, before", result, "Notes in the org now", simulation({}), "Notes"],
  ["a simulation, after", result, "Notes afterwards", simulation({ side: "after" }), "Notes"],
  [
    "another record of a simulation",
    result,
    "Phone afterwards",
    simulation({ side: "after", otherRecordId: "001000000000007AAA" }),
    "Phone",
  ],
  ["what a simulation refuses", result, "the refused value of Email", simulation({ side: null }), "Email"],
  ["the record in the org", record, "Notes", { kind: "record", recordId: RECORD }, "Notes"],
  ["a patch, before", patch, "Notes of DST-1 before the patch", payload, "Notes"],
  [
    "a patch, after",
    patch,
    "Notes of DST-1 after the patch",
    { kind: "patched", ...IN_ITEM, change: RULE.change },
    "Notes",
  ],
  [
    "the log",
    log,
    "the logged value of Notes",
    { kind: "logEntry", ...IN_ITEM, logEntryId: logEntry().Id },
    "Notes",
  ],
  ["the review of an edit", review, "Notes", payload, "Notes"],
  ["what somebody else saved", conflict, "their Notes", payload, "Notes"],
];

describe("a mask can be lifted", () => {
  it.each(PLACES)("in %s", async (_, part, button, place, field) => {
    const what = { kind: "record", recordId: RECORD, objectName: "Visit", field } as const;
    const { container, platform } = await renderPart(part, {
      ...orgHandlers,
      "app.info": () => ({ version: "0.1.0", caller: { actor: "sam", role: "admin" }, workspace: null }),
      "org.record": () => ({
        id: RECORD,
        objectName: "Visit",
        name: "V-9",
        isDeleted: false,
        values: { Notes: MASK },
      }),
      "payload.reveal": () => ({
        value: JSON.stringify(VALUE),
        reveal: { number: 1, revealedAt: AT, actor: "sam", what, reason: null },
      }),
    });
    const user = userEvent.setup();
    for (const summary of container.querySelectorAll("summary")) await user.click(summary);
    const [reveal] = await screen.findAllByRole("button", { name: `Reveal ${button}` });
    await expectAccessible(container);
    if (reveal) await user.click(reveal);
    const shown = await screen.findByText(/revealed to you, recorded/);
    expect(shown.parentElement).toHaveTextContent(VALUE);
    expect(platform.requestsOf("payload.reveal")).toEqual([{ place, field }]);
    expect(screen.getAllByText(new RegExp(VALUE))).toHaveLength(1);
    await expectAccessible(container);
  });
});

function LiveHistory() {
  const { data } = useCommand("transactions.get", { key: TRANSACTION });
  return data ? <HistoryTab detail={data} onItem={() => undefined} /> : null;
}

it("stays revealed in the history while the reveal is added to it, and only there", async () => {
  const what = { ...payload, transactionName: "DST-1", objectName: "Visit", field: "Notes" } as const;
  const kept: Reveal = {
    number: 1,
    revealedAt: "2026-11-22T09:30:00.000Z",
    actor: "sam",
    what,
    reason: null,
  };
  const reveals: Reveal[] = [];
  const older = { ...CHANGE, changedAt: "2026-11-21T08:00:00.000Z" };
  const { platform } = await renderPart(<LiveHistory />, {
    "app.info": () => ({ version: "0.1.0", caller: { actor: "sam", role: "admin" }, workspace: null }),
    "transactions.get": () => detail({ more: { history: [CHANGE, older], reveals } }),
    "payload.reveal": () => {
      reveals.push(kept);
      platform.emit({ type: "revealed" });
      return { value: JSON.stringify(VALUE), reveal: kept };
    },
  });
  const [first] = await screen.findAllByRole("button", { name: "Reveal Notes before the change" });
  if (first) await userEvent.click(first);
  expect(await screen.findByText(/^Revealed/)).toBeVisible();
  const changes = screen.getAllByRole("listitem");
  expect(changes).toHaveLength(3);
  expect(changes[1]).toHaveTextContent(VALUE);
  expect(changes[2]).not.toHaveTextContent(VALUE);
});
