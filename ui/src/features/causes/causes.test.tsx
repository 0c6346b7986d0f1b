import { notifications } from "@mantine/notifications";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import type { CauseValues } from "../../bindings/CauseValues";
import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import type { FakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

let platform: FakePlatform;

const LOTS: CauseValues = {
  matches: { errorCode: "STRING_TOO_LONG", objectName: "ProductDisbursement", fieldName: "LotNumber" },
  title: "Old scanners send two lots",
  cause: "Scanners before version 7 send the lot number twice.",
  owner: "deviceUser",
  recipe: ["Cut the lot number in half.", "Retry."],
  fix: "setField",
};

async function open(path = "/settings/causes", own: CauseValues[] = []) {
  const handlers = fakeConsole((event) => platform.emit(event), { size: 200 });
  const rendered = await renderApp({ path, handlers });
  platform = rendered.platform;
  for (const values of own) await handlers["causes.save"]?.({ own: null, values });
  return { user: userEvent.setup(), ...rendered };
}

type User = ReturnType<typeof userEvent.setup>;

const entries = async () =>
  within(await screen.findByRole("list", { name: "Entries" }))
    .getAllByRole("group")
    .map((entry) => entry.querySelector("summary"));

const fieldOf = (label: RegExp) =>
  within(screen.getByRole("dialog")).getByLabelText(label, { selector: "input, textarea" });

async function write(user: User, label: RegExp, text: string) {
  const field = fieldOf(label);
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}

const save = (user: User, name = "Save") =>
  user.click(within(screen.getByRole("dialog")).getByRole("button", { name }));

beforeEach(() => notifications.clean());

describe("the cause catalogue", () => {
  it("has own entries first, and is searched by words", async () => {
    const { user, container } = await open("/settings/causes", [LOTS]);
    await waitFor(async () => expect((await entries())[0]).toHaveTextContent("Old scanners send two lots"));
    expect((await entries())[0]).toHaveTextContent("Own entry");
    expect((await entries())[0]).toHaveTextContent("ProductDisbursement.LotNumber");
    await expectAccessible(container);

    await user.type(screen.getByRole("searchbox", { name: "Search the catalogue" }), "string_too text");
    expect(await entries()).toHaveLength(1);
    await user.type(screen.getByRole("searchbox"), " nowhere");
    expect(screen.getByText("No entry has these words")).toBeVisible();
  });

  it("gets an entry, says at the fields what is missing and what is refused", async () => {
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "Add an entry…" }));
    const dialog = await screen.findByRole("dialog", { name: "New entry of the cause catalogue" });
    await save(user);
    expect(within(dialog).getByText("Title is needed")).toBeVisible();
    expect(within(dialog).getByText("Say which error code it explains")).toBeVisible();
    await expectAccessible(dialog);

    await write(user, /^Error code/, "APEX_ERROR");
    await write(user, /^Title/, "t".repeat(121));
    await write(user, /^Cause/, "A flow failed.");
    await write(user, /^What to do/, "Tell Ada.\n\nRetry.");
    await save(user);
    expect(await within(dialog).findByText(/more than 120 characters/)).toBeVisible();
    await write(user, /^Title/, "Ada's flow");
    await save(user);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(platform.requestsOf("causes.save").at(-1)).toEqual({
      own: null,
      values: {
        matches: { errorCode: "APEX_ERROR" },
        title: "Ada's flow",
        cause: "A flow failed.",
        owner: "admin",
        recipe: ["Tell Ada.", "Retry."],
        fix: null,
      },
    });
    await waitFor(async () => expect((await entries())[0]).toHaveTextContent("Ada's flow"));
  });

  it("tells that somebody else changed the entry, and saves over it then", async () => {
    const { user } = await open("/settings/causes", [LOTS]);
    await user.click(await screen.findByText("Old scanners send two lots"));
    await user.click(screen.getByRole("button", { name: "Edit…" }));
    await screen.findByRole("dialog", { name: "Change the entry" });
    await write(user, /^Title/, "Mine");
    const own = { id: 1, expectedVersion: 1 };
    await platform.handlers["causes.save"]?.({ own, values: { ...LOTS, title: "Theirs" } });
    await save(user);
    expect(await screen.findByRole("alert")).toHaveTextContent("Someone else changed it meanwhile");
    await user.click(screen.getByRole("button", { name: "Show theirs" }));
    expect(fieldOf(/^Title/)).toHaveValue("Theirs");
    await write(user, /^Title/, "Mine after all");
    await save(user, "Save over theirs");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(platform.requestsOf("causes.save").map(({ own: of }) => of?.expectedVersion)).toEqual([1, 2]);
  });

  it("loses an entry only after a question", async () => {
    const { user } = await open("/settings/causes", [LOTS]);
    await user.click(await screen.findByText("Old scanners send two lots"));
    await user.click(screen.getByRole("button", { name: "Delete…" }));
    const dialog = await screen.findByRole("dialog", { name: /^Delete/ });
    await expectAccessible(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(screen.queryByText("Old scanners send two lots")).toBeNull());
    expect(platform.requestsOf("causes.delete")).toEqual([{ own: { id: 1, expectedVersion: 1 } }]);
  });

  it("explains an error better, beginning with what is known of it", async () => {
    const { user } = await open("/transactions/groups?open=4704");
    const group = within(await screen.findByRole("complementary", { name: /^Error group ./ }));
    expect(await group.findByRole("heading", { name: "A text is too long" })).toBeVisible();
    await user.click(group.getByRole("button", { name: "Explain it better" }));
    await screen.findByRole("dialog");
    expect(fieldOf(/^Error code/)).toHaveValue("STRING_TOO_LONG");
    expect(fieldOf(/^Object/)).toHaveValue("ProductDisbursement");
    expect(fieldOf(/^Field/)).toHaveValue("LotNumber");
    await write(user, /^Title/, "Two lots in one");
    await save(user);
    expect(await group.findByRole("heading", { name: "Two lots in one" })).toBeVisible();
    expect(group.getByRole("button", { name: "Change this explanation" })).toBeVisible();
  });
});
