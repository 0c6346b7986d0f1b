import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { RequestOf } from "../../api/rpc";
import { MASK } from "../../components/text/mask";
import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform, Handlers } from "../../test/fake-platform";
import { renderApp } from "../../test/render";
import { detail, TRANSACTION } from "../../test/transaction-fixture";

const VALUE = "ann@example.com";
const MESSAGE = `invalid email address: ${VALUE}`;

let platform: FakePlatform;

/** A console whose masks can be switched from outside, and the handlers that show it. */
function switchable() {
  let isMasked = false;
  const fake = fakeConsole((event) => platform.emit(event), { size: 60 });
  const shown = (text: string) => (isMasked ? text.replace(VALUE, MASK) : text);
  const list = fake["transactions.list"];
  const rows = fake["transactions.rows"];
  const handlers: Handlers = {
    ...fake,
    "transactions.get": () =>
      detail({
        payload: JSON.stringify({ Email: shown(VALUE) }),
        more: { errorMessage: shown(MESSAGE), logEntries: [] },
      }),
    "transactions.list": async (request: RequestOf<"transactions.list">) => {
      const page = await list?.(request);
      if (!page) throw new Error("the fake has a list");
      return { ...page, rows: page.rows.map((row) => ({ ...row, errorMessage: shown(MESSAGE) })) };
    },
    "transactions.rows": async (request: RequestOf<"transactions.rows">) =>
      ((await rows?.(request)) ?? []).map((row) => ({ ...row, errorMessage: shown(MESSAGE) })),
  };
  return {
    handlers,
    /** As another program would: this one only hears of it. */
    mask: (on: boolean) => {
      isMasked = on;
      platform.emit({ type: "masksChanged" });
    },
  };
}

it("hides and shows what is on screen at once when the masks are switched, also while rows are selected", async () => {
  const { handlers, mask } = switchable();
  const rendered = await renderApp({ path: `/transactions?open=${TRANSACTION}`, handlers });
  platform = rendered.platform;
  const grid = await screen.findByRole("grid", { name: "Transactions" });
  expect((await within(grid).findAllByText(MESSAGE)).length).toBeGreaterThan(5);
  const pane = await screen.findByRole("complementary", { name: /DST-0000000001/ });
  await userEvent.click(await within(pane).findByRole("tab", { name: /^Items/ }));
  expect(await within(pane).findByText(VALUE)).toBeVisible();
  const [first] = within(grid).getAllByRole("checkbox", { name: /^Select DST/ });
  if (first) await userEvent.click(first);

  mask(true);
  await waitFor(() => expect(rendered.container).not.toHaveTextContent(VALUE));
  expect(within(pane).getByRole("button", { name: "Reveal Email" })).toBeVisible();
  expect(within(grid).getAllByText(`invalid email address: ${MASK}`).length).toBeGreaterThan(5);
  await expectAccessible(rendered.container);

  mask(false);
  expect(await within(pane).findByText(VALUE)).toBeVisible();
  expect((await within(grid).findAllByText(MESSAGE)).length).toBeGreaterThan(5);
});
