import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../test/axe";
import { fakeConsole } from "../../test/fake-console";
import { refusal } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

async function open() {
  const handlers = fakeConsole(() => undefined, { size: 20 });
  const { platform } = await renderApp({ path: "/overview", handlers });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Daily report…" }));
  const dialog = await screen.findByRole("dialog", { name: "Daily report" });
  await within(dialog).findByRole("heading", { name: /^Daily report of/ });
  return { user, platform, dialog };
}

describe("the daily report", () => {
  it("shows the main figures of yesterday, and the others on demand", async () => {
    const { user, dialog } = await open();
    expect(within(dialog).getByRole("textbox", { name: "Day" })).toHaveValue(YESTERDAY);
    const outcomes = within(dialog).getByRole("region", { name: "Attempts by outcome" });
    expect(within(outcomes).getAllByRole("row").length).toBeGreaterThan(5);
    await user.click(within(dialog).getByText("Attempts by hour (1)"));
    expect(within(dialog).getByText("7.5 %")).toBeVisible();
    await user.click(within(dialog).getByText("Missed runs (0)"));
    expect(within(dialog).getByText("There is none.")).toBeVisible();
    await expectAccessible(dialog);
  });

  it("is of the day and the zone that are chosen, and is saved as a page or a table", async () => {
    const { user, platform, dialog } = await open();
    const day = within(dialog).getByRole("textbox", { name: "Day" });
    await user.clear(day);
    await user.type(day, "2026-01-02");
    await user.click(within(dialog).getByText("Local time"));
    await within(dialog).findByRole("heading", { name: "Daily report of 2026-01-02 (local time)" });
    platform.chosenPath = "/home/sam/report.csv";
    await user.click(within(dialog).getByRole("button", { name: "Save CSV…" }));
    expect(await within(dialog).findByText("Saved to /home/sam/report.csv.")).toBeVisible();
    expect(platform.requestsOf("report.save")).toEqual([
      { day: "2026-01-02", zone: "local", csv: "/home/sam/report.csv", to: [] },
    ]);
    platform.chosenPath = null;
    await user.click(within(dialog).getByRole("button", { name: "Save HTML…" }));
    await waitFor(() => expect(within(dialog).getByRole("status")).toBeEmptyDOMElement());
    expect(platform.requestsOf("report.save")).toHaveLength(1);
  });

  it("opens as a draft in the mail program, or says that there is none", async () => {
    const { user, platform, dialog } = await open();
    await user.type(within(dialog).getByRole("textbox", { name: "To" }), "ann@example.com; ben@example.com,");
    await user.click(within(dialog).getByRole("button", { name: "Open in mail" }));
    expect(await within(dialog).findByText(/^Opened in the mail program/)).toBeVisible();
    expect(platform.mailed).toEqual([
      { day: YESTERDAY, zone: "utc", to: ["ann@example.com", "ben@example.com"] },
    ]);
    platform.openReportInMail = () =>
      Promise.reject(refusal("file", "No program for mail could be started; the draft is in /tmp/x.eml."));
    await user.click(within(dialog).getByRole("button", { name: "Open in mail" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(
      "No program for mail could be started",
    );
    const message = '"ann" is no mail address.';
    platform.openReportInMail = () => Promise.reject(refusal("invalid", message, [{ field: "to", message }]));
    await user.click(within(dialog).getByRole("button", { name: "Open in mail" }));
    expect(await within(dialog).findByText(message)).toBeVisible();
    expect(within(dialog).getByRole("textbox", { name: "To" })).toBeInvalid();
  });
});
