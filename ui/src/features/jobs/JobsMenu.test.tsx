import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { Job } from "../../bindings/Job";
import { expectAccessible } from "../../test/axe";
import { renderPart } from "../../test/render";
import { JobsMenu } from "./JobsMenu";

const RUN: Job = {
  id: 2,
  kind: "process",
  title: "Sync Processor run, last 60 days",
  state: "running",
  done: 30,
  total: 120,
  failures: 4,
  startedAt: "2026-11-23T12:00:00.000Z",
  finishedAt: null,
  result: null,
  error: null,
};
const IMPORT: Job = {
  ...RUN,
  id: 1,
  kind: "import",
  title: "Import of broken.csv",
  state: "failed",
  finishedAt: "2026-11-23T12:00:05.000Z",
  error: { code: "file", message: "The file ends in the middle of a row.", details: null },
};

it("lists what runs and what ended, follows it, and cancels it", async () => {
  const user = userEvent.setup();
  const { platform, container } = await renderPart(<JobsMenu />, {
    "jobs.list": () => [RUN, IMPORT],
    "jobs.cancel": () => RUN,
  });
  await user.click(await screen.findByRole("button", { name: "Jobs, 1 running" }));
  const jobs = await screen.findByRole("dialog");
  const [run, failed] = within(jobs).getAllByRole("listitem");
  expect(run).toHaveTextContent("30 of 120 done");
  expect(run).toHaveTextContent("4 failed");
  expect(run).not.toHaveTextContent("Waiting");
  platform.emit({ type: "jobChanged", data: { ...RUN, waitsFor: "run 12" } });
  await waitFor(() => expect(run).toHaveTextContent("Waiting for run 12"));
  expect(failed).toHaveTextContent("The file ends in the middle of a row.");
  await user.click(within(jobs).getByRole("button", { name: "Cancel Sync Processor run, last 60 days" }));
  expect(platform.requestsOf("jobs.cancel")).toEqual([{ id: 2 }]);

  platform.emit({
    type: "jobChanged",
    data: { ...RUN, state: "canceled", finishedAt: "2026-11-23T12:00:09.000Z" },
  });
  expect(await within(jobs).findByText("Canceled")).toBeVisible();
  await expectAccessible(container);
  await expectAccessible(jobs);
});
