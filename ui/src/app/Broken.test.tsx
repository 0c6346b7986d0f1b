import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { expectAccessible } from "../test/axe";
import { fakeConsole } from "../test/fake-console";
import { renderApp } from "../test/render";

it("a screen that breaks says so and has a way out", async () => {
  // What React tells of the defect belongs to the defect, not to this test.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const handlers = {
    ...fakeConsole(() => undefined, { size: 5 }),
    "causes.list": () => [null] as never,
  };
  const { container } = await renderApp({ path: "/settings/causes", handlers });
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("A defect stopped this screen");
  await expectAccessible(container);
  await userEvent.click(screen.getByRole("button", { name: "Go to Overview" }));
  expect(await screen.findByRole("heading", { name: "Overview" })).toBeVisible();
});
