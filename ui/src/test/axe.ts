import axe from "axe-core";
import { expect } from "vitest";

/** Fails when axe finds something that keeps people out. Colours are measured elsewhere: jsdom draws nothing. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: {
      "color-contrast": { enabled: false },
      // A dialog's header is no second banner: what is behind a dialog is hidden from screen readers.
      "landmark-no-duplicate-banner": { enabled: false },
      // Parts of a screen are tested alone, without the landmarks around them.
      region: { enabled: false },
    },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
    [],
  );
}
