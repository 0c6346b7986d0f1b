import { describe, expect, it } from "vitest";

import { filterOf, hasConditions, searchOf, sortOf, transactionsSearch } from "./search";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import { countOf, viewOf } from "./views";

describe("the URL of the list", () => {
  it("keeps what makes sense and leaves out the rest", () => {
    expect(
      transactionsSearch({
        view: "failed",
        name: 42,
        recordId: " ",
        from: "yesterday",
        to: "2026-11-23T00:00:00.000Z",
        text: "lock",
        q: "attempts>=3",
        statuses: ["Retry", "Done", "New"],
        errorGroup: "some",
        sort: "size",
        ascending: "yes",
        open: "1QT000000000001AAA",
        tab: "errors",
        edit: true,
        unknown: "x",
      }),
    ).toEqual({
      view: "failed",
      name: "42",
      to: "2026-11-23T00:00:00.000Z",
      text: "lock",
      q: "attempts>=3",
      statuses: ["New", "Retry"],
      open: "1QT000000000001AAA",
      tab: "errors",
      edit: true,
    });
  });

  it("does not edit what is not open", () => {
    expect(transactionsSearch({ edit: true })).toEqual({});
  });

  it("stands for a filter and an order", () => {
    const search = transactionsSearch({ view: "attention", errorCode: "NOT_FOUND", sort: "lastModified" });
    expect(filterOf(search)).toEqual({ statuses: ["Failed", "Manual"], errorCode: "NOT_FOUND" });
    expect(sortOf(search)).toEqual({ by: "lastModified", descending: true });
    expect(hasConditions(search)).toBe(true);
    expect(hasConditions({ view: "failed", open: "x" })).toBe(false);
  });

  it.each([
    [{ statuses: ["Manual", "Failed"] }, { view: "attention" }],
    [{ statuses: ["New", "Retry"] }, { statuses: ["New", "Retry"] }],
    [
      { errorCode: "NOT_FOUND", query: "is:stuck" },
      { errorCode: "NOT_FOUND", q: "is:stuck" },
    ],
    [{}, {}],
  ] as const)("is what stands for the filter %j, with nothing of another", (filter, search) => {
    const before = { view: "new", name: "42", q: "x", statuses: ["New"], sort: "lastModified" } as const;
    const after = { ...before, ...searchOf(filter as TransactionFilter) };
    expect(transactionsSearch(after)).toEqual({ ...search, sort: "lastModified" });
    expect(hasConditions(transactionsSearch(after))).toBe("q" in search || "statuses" in search);
  });

  it("narrows to an error group", () => {
    const search = transactionsSearch({ errorGroup: "4711" });
    expect(search).toEqual({ errorGroup: 4711 });
    expect(filterOf(search)).toEqual({ errorGroup: 4711 });
    expect(hasConditions(search)).toBe(true);
  });

  it("is newest received first when it says nothing", () => {
    expect(filterOf({})).toEqual({});
    expect(sortOf({})).toEqual({ by: "received", descending: true });
  });
});

describe("the views", () => {
  const counts = {
    Waiting: 1,
    New: 2,
    InProgress: 3,
    Retry: 4,
    Success: 5,
    Failed: 6,
    Canceled: 7,
    Manual: 8,
  };

  it("count their statuses, All counts everything", () => {
    expect(countOf(viewOf("attention"), counts)).toBe(14);
    expect(countOf(viewOf("new"), counts)).toBe(2);
    expect(countOf(viewOf(undefined), counts)).toBe(36);
  });
});
