import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { renderPart } from "../../../test/render";
import { type PayloadField, readPayload } from "./payload";
import { PayloadFields } from "./PayloadFields";

it("shows the first fields of very many, and all of them when asked", async () => {
  const place = { kind: "record", recordId: "001000000000001AAA" } as const;
  const payload = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`Field${at}`, at]));
  const { fields = [] } = readPayload(JSON.stringify(payload)) as { fields?: PayloadField[] };
  await renderPart(<PayloadFields fields={fields} place={place} object={undefined} errors={[]} />);
  expect(screen.getByText("Field199")).toBeVisible();
  expect(screen.queryByText("Field200")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Show all 300 fields" }));
  expect(screen.getByText("Field299")).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Show all/ })).toBeNull();
});
