import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { TransactionRef } from "../../../../bindings/TransactionRef";
import type { WaitReason } from "../../../../bindings/WaitReason";
import { expectAccessible } from "../../../../test/axe";
import { refusal } from "../../../../test/fake-platform";
import { renderPart } from "../../../../test/render";
import { WhyNotYet } from "./WhyNotYet";

const onOpen = vi.fn<(id: string) => void>();
const EARLIER: TransactionRef = { id: "1QT1", name: "DST-0000000001", status: "Retry" };
const OTHER: TransactionRef = { id: "1QT2", name: "DST-0000000002", status: "Waiting" };
/** Two hours after the moment of the tests. */
const LATER = "2026-11-16T12:00:00.000Z";
const BEFORE = "2026-11-16T08:00:00.000Z";

async function why(...reasons: WaitReason[]) {
  const rendered = await renderPart(<WhyNotYet transactionId="1QT9" onOpen={onOpen} />, {
    "transactions.explain": ({ id }) => ({ id, status: "New", reasons }),
  });
  return { user: userEvent.setup(), ...rendered };
}

describe("why not yet?", () => {
  it.each<[WaitReason, string]>([
    [
      { kind: "behind", transaction: EARLIER, until: LATER },
      "It is behind DST-0000000001 Retry of the same user, which comes first and is still pending; its next attempt is due in 2 h.",
    ],
    [
      { kind: "behind", transaction: EARLIER, until: null },
      "It is behind DST-0000000001 Retry of the same user, which comes first and is still pending.",
    ],
    [
      { kind: "dependency", identifier: "dev-2", transaction: OTHER },
      "It depends on DST-0000000002 Waiting, which must be Success first.",
    ],
    [
      { kind: "dependency", identifier: "dev-7", transaction: null },
      "It depends on a transaction that has not arrived: dev-7. The user’s next sync may bring it.",
    ],
    [
      { kind: "cycle", transactions: [EARLIER, OTHER, EARLIER] },
      "It can never begin, because these depend on each other in a circle: DST-0000000001 Retry → DST-0000000002 Waiting → DST-0000000001 Retry.",
    ],
    [{ kind: "items", expected: 5, received: 2 }, "Items are still arriving: 2 of 5 are here."],
    [{ kind: "retryAt", at: LATER }, "Its next attempt is due in 2 h."],
    [
      { kind: "outsideLookback", lookbackDays: 60, since: BEFORE },
      "It is outside the lookback: runs take what was made in the last 60 days, and it is older since 2 h ago.",
    ],
    [
      { kind: "paused", by: "Ada", at: BEFORE, reason: "Org upgrade" },
      "The Sync Processor is paused, by Ada 2 h ago: “Org upgrade”",
    ],
    [
      { kind: "inWork", processor: "daemon 12", until: LATER },
      "daemon 12 works on it right now; if that one dies, it goes back to the queue in 2 h.",
    ],
    [
      { kind: "nextRun", at: LATER, schedule: "Nightly sync" },
      "Nothing stands in its way. The next run begins in 2 h by the schedule Nightly sync.",
    ],
    [
      { kind: "nextRun", at: null, schedule: null },
      "Nothing stands in its way, but no run is planned: run the processor or activate a schedule.",
    ],
    [{ kind: "admin", status: "Manual" }, "An admin handles it by hand"],
  ])("says %o in plain words", async (reason, words) => {
    await why(reason);
    expect(await screen.findByRole("listitem")).toHaveTextContent(words);
  });

  it("puts the reasons in order, and leads to the transactions that they name", async () => {
    const { user, container } = await why(
      { kind: "behind", transaction: EARLIER, until: LATER },
      { kind: "retryAt", at: LATER },
    );
    const reasons = within(await screen.findByRole("list")).getAllByRole("listitem");
    expect(reasons.map(({ textContent }) => textContent.slice(0, 16))).toEqual([
      "1It is behind DS",
      "2Its next attemp",
    ]);
    expect(within(reasons[1] as HTMLElement).getByText("in 2 h")).toHaveAttribute(
      "data-hint",
      expect.stringContaining("2026-11-16 12:00:00.000 UTC"),
    );
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "DST-0000000001" }));
    expect(onOpen).toHaveBeenCalledWith("1QT1");
  });

  it("is not there when nothing is to be said", async () => {
    const { container } = await why();
    await waitFor(() => expect(container.querySelector("section")).toBeNull());
  });

  it("says why it could not be found out", async () => {
    await renderPart(<WhyNotYet transactionId="1QT9" onOpen={onOpen} />, {
      "transactions.explain": () => {
        throw refusal("unreachable", "The store does not answer.");
      },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("The store does not answer.");
  });
});
