import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { Job } from "../bindings/Job";
import type { Status } from "../bindings/Status";
import { expectAccessible } from "../test/axe";
import { refusal } from "../test/fake-platform";
import { renderPart } from "../test/render";
import { STATUSES } from "../theme/status";
import { ReasonDialog } from "./dialogs/ReasonDialog";
import { ValueDiff } from "./diff/ValueDiff";
import { ErrorNotice } from "./feedback/ErrorNotice";
import { HintLayer } from "./hint/HintLayer";
import { JobProgress } from "./job/JobProgress";
import { StatusLabel } from "./status/StatusLabel";
import { RecordId } from "./text/RecordId";
import { RelativeTime } from "./time/RelativeTime";

const ID = "1QT000000000042AAA";

describe("a status", () => {
  it.each(STATUSES)("%s is a word with an icon, not a colour alone", async (status: Status) => {
    const { container } = await renderPart(<StatusLabel status={status} />);
    expect(screen.getByText(status).querySelector("svg")).not.toBeNull();
    await expectAccessible(container);
  });
});

describe("an Id", () => {
  it("is shortened in the middle and copied whole by a click that opens nothing", async () => {
    const user = userEvent.setup();
    const opened = vi.fn();
    await renderPart(
      <div onClick={opened}>
        <RecordId id={ID} />
      </div>,
    );
    const button = screen.getByRole("button", { name: "Copy Id 1QT00…042AAA" });
    expect(button).toHaveAttribute("aria-description", ID);
    expect(button).toHaveTextContent("1QT00…042AAA");
    await user.click(button);
    expect(await navigator.clipboard.readText()).toBe(ID);
    expect(opened).not.toHaveBeenCalled();
  });
});

describe("hints", () => {
  it("show the exact time, UTC and local, when the pointer rests, and go with Escape", async () => {
    await renderPart(
      <>
        <HintLayer />
        <RelativeTime at="2026-11-23T12:00:00.045Z" />
      </>,
    );
    fireEvent.pointerOver(screen.getByRole("time"));
    const hint = await screen.findByRole("tooltip");
    expect(hint).toHaveTextContent("2026-11-23 12:00:00.045 UTC");
    expect(hint).toHaveTextContent("local");
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(screen.queryByRole("tooltip")).not.toBeInTheDocument();
  });
});

describe("an error", () => {
  it("says what happened, shows its causes and offers to try again", async () => {
    const user = userEvent.setup();
    const again = vi.fn();
    const { container } = await renderPart(
      <ErrorNotice
        error={refusal("locked", "Another process holds the file; close it.", { causes: ["SQLITE_BUSY"] })}
        onRetry={again}
      />,
    );
    expect(screen.getByRole("alert")).toHaveTextContent("Another program holds the file");
    expect(screen.getByRole("alert")).toHaveTextContent("Another process holds the file; close it.");
    expect(screen.getByText("SQLITE_BUSY")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(again).toHaveBeenCalledOnce();
    await expectAccessible(container);
  });
});

describe("a reason", () => {
  it("is asked for before anything is done", async () => {
    const user = userEvent.setup();
    const confirmed = vi.fn();
    await renderPart(
      <ReasonDialog opened onClose={vi.fn()} title="Ignore" confirmLabel="Ignore" onConfirm={confirmed}>
        3 transactions become Canceled.
      </ReasonDialog>,
    );
    await user.click(screen.getByRole("button", { name: "Ignore" }));
    expect(confirmed).not.toHaveBeenCalled();
    expect(screen.getByText("Reason is needed")).toBeVisible();
    await user.type(screen.getByRole("textbox", { name: /Reason/ }), "  sent twice ");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(confirmed).toHaveBeenCalledExactlyOnceWith("sent twice");
    await expectAccessible(screen.getByRole("dialog"));
  });
});

describe("a difference", () => {
  it("tells no value from an empty one", async () => {
    const { container } = await renderPart(
      <ValueDiff differences={[{ key: "1", field: "Channel", before: null, after: "" }]} />,
    );
    expect(screen.getByRole("row", { name: /Channel/ })).toHaveTextContent("no value");
    expect(screen.getByRole("row", { name: /Channel/ })).toHaveTextContent("empty text");
    await expectAccessible(container);
  });
});

describe("a job", () => {
  const job: Job = {
    id: 4,
    kind: "import",
    title: "Import of 2 files",
    state: "running",
    done: 1200,
    total: 4000,
    failures: 3,
    startedAt: "2026-11-23T10:00:00.000Z",
    finishedAt: null,
    result: null,
    error: null,
  };

  it("shows how far it is and can be stopped", async () => {
    const user = userEvent.setup();
    const { container, platform } = await renderPart(<JobProgress job={job} />, {
      "jobs.cancel": () => ({ ...job, state: "canceled" }),
    });
    expect(container).toHaveTextContent("1,200 of 4,000 done");
    expect(container).toHaveTextContent("3 failed");
    await user.click(screen.getByRole("button", { name: "Cancel Import of 2 files" }));
    await waitFor(() => expect(platform.requestsOf("jobs.cancel")).toEqual([{ id: 4 }]));
    await expectAccessible(container);
  });

  it("says how long it took once it ended", async () => {
    const ended = { ...job, state: "completed", finishedAt: "2026-11-23T10:00:02.000Z" } as const;
    const { container } = await renderPart(<JobProgress job={ended} />);
    expect(container).toHaveTextContent("600 per second");
    expect(container).toHaveTextContent("2.0 s");
    expect(screen.queryByRole("button", { name: /Cancel/ })).not.toBeInTheDocument();
  });
});
