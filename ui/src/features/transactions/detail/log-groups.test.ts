import { describe, expect, it } from "vitest";

import type { Attempt } from "../../../bindings/Attempt";
import type { LogEntry } from "../../../bindings/LogEntry";
import { groupedByAttempt, lastErrors } from "./log-groups";

const attempt = (number: number, startedAt: string) => ({ number, startedAt }) as Attempt;
const entry = (Id: string, CreatedDate: string, ExceptionType = "Data") =>
  ({ Id, CreatedDate, ExceptionType, IsSimulated: ExceptionType === "Simulated" }) as LogEntry;

const ATTEMPTS = [attempt(2, "2026-11-23T10:00:00.000Z"), attempt(1, "2026-11-23T09:00:00.000Z")];

describe("log entries", () => {
  it("stand with the attempt that wrote them, newest first", () => {
    const groups = groupedByAttempt(
      [
        entry("old", "2026-11-22T00:00:00.000Z"),
        entry("first", "2026-11-23T09:00:01.000Z"),
        entry("second-b", "2026-11-23T10:00:00.500Z"),
        entry("second-a", "2026-11-23T10:00:00.600Z"),
        entry("hand", "2026-11-23T11:00:00.000Z", "LoggedByAdmin"),
        entry("what-if", "2026-11-23T12:00:00.000Z", "Simulated"),
      ],
      ATTEMPTS,
    );
    expect(groups[0]).toMatchObject({ attempt: undefined, simulated: true, byHand: false });
    expect(
      groups
        .slice(1)
        .map(({ attempt: of, byHand, entries }) => [of?.number, byHand, entries.map(({ Id }) => Id)]),
    ).toEqual([
      [undefined, true, ["hand"]],
      [2, false, ["second-a", "second-b"]],
      [1, false, ["first"]],
      [undefined, false, ["old"]],
    ]);
  });

  it("of the last attempt are the errors that count now", () => {
    const entries = [
      entry("what-if", "2026-11-23T11:30:00.000Z", "Simulated"),
      entry("hand", "2026-11-23T11:00:00.000Z", "LoggedByAdmin"),
      entry("second", "2026-11-23T10:00:00.500Z"),
      entry("first", "2026-11-23T09:00:00.500Z"),
    ];
    expect(lastErrors(entries, ATTEMPTS).map(({ Id }) => Id)).toEqual(["second"]);
    expect(lastErrors([], ATTEMPTS)).toEqual([]);
    expect(lastErrors(entries.slice(2), [attempt(3, "2026-11-23T12:00:00.000Z"), ...ATTEMPTS])).toEqual([]);
    expect(lastErrors(entries, []).map(({ Id }) => Id)).toEqual(["second", "first"]);
  });
});
