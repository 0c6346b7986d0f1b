import { describe, expect, it } from "vitest";

import type { Status } from "../../../bindings/Status";
import { STATUSES } from "../../../theme/status";
import { type TransactionAction, whyNot, whyNotAny } from "./rules";

/** The changes by an admin from the domain's table: from which statuses. */
const LEGAL: Record<TransactionAction, Status[]> = {
  ignore: ["Waiting", "New", "Retry", "Failed", "Manual"],
  retry: ["Failed", "Manual", "Canceled"],
  markManual: ["New", "Retry", "Failed"],
  markResolved: ["Manual"],
  comment: STATUSES,
  log: STATUSES,
};

describe("what an admin may do", () => {
  it.each(Object.keys(LEGAL) as TransactionAction[])(
    "%s is allowed exactly where the domain allows it, and says why elsewhere",
    (action) => {
      for (const status of STATUSES) {
        const reason = whyNot(action, status);
        if (LEGAL[action].includes(status)) expect(reason, status).toBeNull();
        else expect(reason, status).toMatch(/^[A-Z].+\.$/);
      }
    },
  );

  it("is offered for a selection as soon as one transaction allows it", () => {
    const target = (status: Status) => ({ id: status, name: status, status, version: 1 });
    expect(whyNotAny("retry", [])).toBe("Select transactions first.");
    expect(whyNotAny("retry", [target("Success"), target("Failed")])).toBeNull();
    expect(whyNotAny("retry", [target("Success"), target("Success")])).toBe(
      "It is applied to the org already.",
    );
    expect(whyNotAny("retry", [target("Success"), target("New")])).toContain("None of the selected");
  });
});
