import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { refusal, type Handlers } from "../../test/fake-platform";
import { renderPart } from "../../test/render";
import { FieldValue } from "../transactions/payload/FieldValue";

const PLACE = { kind: "payload", transactionId: "1QT1", itemId: "1QR1" } as const;

async function show(handlers: Handlers = {}, role: "admin" | "viewer" = "admin") {
  const rendered = await renderPart(
    <div>
      <FieldValue json='"•••"' field={undefined} reveal={{ place: PLACE, name: "Email" }} />
    </div>,
    {
      "app.info": () => ({ version: "0.1.0", caller: { actor: "sam", role }, workspace: null }),
      ...handlers,
    },
  );
  return { user: userEvent.setup(), ...rendered };
}

describe("a hidden value", () => {
  it("is revealed by the keyboard, alone, and says that this is recorded", async () => {
    const what = { ...PLACE, transactionName: "DST-1", objectName: "Account", field: "Email" };
    const { user, platform, container } = await show({
      "payload.reveal": () => ({
        value: '"ann@example.com"',
        reveal: { number: 1, revealedAt: "2026-11-23T09:00:00.000Z", actor: "sam", what, reason: null },
      }),
    });
    expect(screen.getByText("hidden: personal data")).toBeInTheDocument();
    await expectAccessible(container);
    await user.tab();
    expect(screen.getByRole("button", { name: "Reveal Email" })).toHaveFocus();
    await user.keyboard("{Enter}");
    const value = await screen.findByRole("status");
    expect(value).toHaveTextContent("ann@example.com revealed to you, recorded");
    expect(value).toHaveFocus();
    expect(platform.requestsOf("payload.reveal")).toEqual([{ place: PLACE, field: "Email" }]);
  });

  it("stays hidden when the reveal cannot be recorded", async () => {
    const { user } = await show({
      "payload.reveal": () => {
        throw refusal("readOnly", "The store cannot be written.");
      },
    });
    await user.click(screen.getByRole("button", { name: "Reveal Email" }));
    expect(await screen.findByText("The store cannot be written.")).toBeVisible();
    expect(screen.getByText("hidden: personal data")).toBeInTheDocument();
  });

  it("tells a viewer what is needed to reveal it", async () => {
    const { user, platform } = await show({}, "viewer");
    const button = await screen.findByRole("button", { name: "Reveal Email", description: /permission/ });
    await user.click(button);
    expect(platform.requestsOf("payload.reveal")).toEqual([]);
  });

  it("has no way to be revealed where none is given", async () => {
    const { container } = await renderPart(<FieldValue json='"•••"' field={undefined} />);
    expect(within(container).getByText("hidden: personal data")).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
  });
});
