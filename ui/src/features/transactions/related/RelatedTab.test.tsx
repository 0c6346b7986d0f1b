import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { TransactionRow } from "../../../bindings/TransactionRow";
import { expectAccessible } from "../../../test/axe";
import { fakeConsole } from "../../../test/fake-console";
import { rowOf } from "../../../test/fake-console/rows";
import { refusal } from "../../../test/fake-platform";
import { ACCOUNT, orgHandlers } from "../../../test/org-fixture";
import { renderApp, renderPart } from "../../../test/render";
import { detail, item, TRANSACTION } from "../../../test/transaction-fixture";
import { relatedGroups } from "./related";
import { RelatedTab } from "./RelatedTab";

const onOpen = vi.fn<(id: string) => void>();

/** An update of an account that the org has, made at eight. */
const shown = (device = "iPad-0001") =>
  detail({
    transaction: { DeviceIdentifier: device },
    more: { items: [item("1QR1", { ObjectName: "Account", RecordIdentifier: ACCOUNT })] },
  });

const row = (number: number, changes: Partial<TransactionRow> = {}): TransactionRow => ({
  ...rowOf(shown()),
  id: `1QT-${number}`,
  name: `DST-${number}`,
  ...changes,
});

const section = (name: RegExp) => screen.findByRole("region", { name });

describe("related transactions", () => {
  it("are of the same records, user, device and session", () => {
    const groups = relatedGroups(shown('The "red" iPad'));
    expect(groups.map(({ title, filter }) => [title, filter])).toEqual([
      ["Same record", { recordId: ACCOUNT }],
      ["Same user", { ownerId: "005000000000001AAA" }],
      ["Same device", { query: 'device:"The \\"red\\" iPad"' }],
      [
        "Same session",
        {
          query: 'device:"The \\"red\\" iPad"',
          from: "2026-11-20T07:00:00.000Z",
          to: "2026-11-20T09:00:00.000Z",
        },
      ],
    ]);
  });

  it("have a group for each of the first five records", async () => {
    const items = [1, 2, 2, 3, 4, 5, 6, 7].map((number) =>
      item(`1QR${number}`, { RecordIdentifier: `visit-${number}` }),
    );
    await renderPart(<RelatedTab detail={detail({ more: { items } })} onOpen={onOpen} />, {
      "transactions.list": () => ({ rows: [], next: null }),
    });
    expect(await screen.findAllByRole("region", { name: /^Same record/ })).toHaveLength(5);
    expect(screen.getByText("It changes 2 more records; see Items.")).toBeVisible();
    // What a device made up is no record of the org.
    expect(screen.queryByText("The record in the org now")).toBeNull();
  });

  it("are the ten newest without itself, and open", async () => {
    const rows = [row(0, { id: TRANSACTION }), ...Array.from({ length: 10 }, (_, at) => row(at + 1))];
    const { container, platform } = await renderPart(<RelatedTab detail={shown()} onOpen={onOpen} />, {
      ...orgHandlers,
      "transactions.list": ({ filter }) => {
        if (filter.ownerId !== undefined) throw refusal("unreachable", "The store is busy.");
        return { rows: filter.recordId === undefined ? [] : rows, next: null };
      },
    });
    const record = await section(/^Same record/);
    const items = await within(record).findAllByRole("listitem");
    expect(items).toHaveLength(10);
    expect(items[0]).toHaveTextContent("DST-1FailedAccountin 4 dREQUIRED_FIELD_MISSING");
    expect(await section(/^Same device/)).toHaveTextContent("No other transaction.");
    expect(await screen.findByRole("alert")).toHaveTextContent("The store is busy.");
    expect(platform.requestsOf("transactions.list")[0]?.limit).toBe(11);
    await expectAccessible(container);

    const user = userEvent.setup();
    await user.click(within(record).getByRole("button", { name: "DST-1" }));
    expect(onOpen).toHaveBeenCalledWith("1QT-1");
    await user.click(within(record).getByText("The record in the org now"));
    expect((await within(record).findAllByText("Riverside Clinic"))[0]).toBeVisible();
  });

  it("lead to the list with their filter, and are asked for only when the tab is open", async () => {
    const handlers = fakeConsole(() => undefined, { size: 60 });
    const { platform, router } = await renderApp({
      path: "/transactions?open=1QT000000000050AAA",
      handlers,
    });
    const user = userEvent.setup();
    const pane = await screen.findByRole("complementary", { name: "Transaction DST-0000000050" });
    expect(platform.requestsOf("transactions.list")).toHaveLength(1);
    await user.click(await within(pane).findByRole("tab", { name: "Related" }));
    const session = await section(/^Same session/);
    await user.click(within(session).getByRole("link", { name: "Show all in the list" }));
    expect(router.state.location.search).toEqual({
      q: 'device:"iPad-0050"',
      from: expect.any(String) as string,
      to: expect.any(String) as string,
    });
  });
});
