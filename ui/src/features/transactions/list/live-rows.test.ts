import { describe, expect, it } from "vitest";

import { makeTransaction } from "../../../test/fake-console/make-transaction";
import { rowOf } from "../../../test/fake-console/rows";
import { newRows, sameOrder, startingWith, withRows } from "./live-rows";

const [a, b, c, d] = [1, 2, 3, 4].map((number) => rowOf(makeTransaction(number, 0, "New"))) as [
  ReturnType<typeof rowOf>,
  ReturnType<typeof rowOf>,
  ReturnType<typeof rowOf>,
  ReturnType<typeof rowOf>,
];

describe("a list that follows the queue", () => {
  it("changes rows in their places, on whatever page", () => {
    const data = {
      pages: [
        { rows: [a, b], next: "2" },
        { rows: [c], next: null },
      ],
      pageParams: [null, "2"],
    };
    const changed = withRows(data, [{ ...c, status: "Success" }, d]);
    expect(changed.pages.map(({ rows }) => rows.map(({ id, status }) => [id, status]))).toEqual([
      [
        [a.id, "New"],
        [b.id, "New"],
      ],
      [[c.id, "Success"]],
    ]);
    expect(changed.pageParams).toEqual([null, "2"]);
  });

  it("knows how many rows are new to it", () => {
    expect(newRows({ rows: [d, a, b], next: "3" }, new Set([a.id, b.id, c.id]))).toBe(1);
  });

  it.each([
    ["the same rows", [a, b], "2", [a, b, c], true],
    ["a new row on top", [d, a], "2", [a, b, c], false],
    ["a row that left", [b, c], null, [a, b, c], false],
    ["a last row that left", [a, b], null, [a, b, c], false],
    ["more rows than it has", [a, b, c], null, [a, b], false],
  ])("sees %s", (_, head, next, rows, same) => {
    expect(sameOrder({ rows: head, next }, rows)).toBe(same);
  });

  it("can begin anew", () => {
    expect(startingWith({ rows: [a], next: "1" })).toEqual({
      pages: [{ rows: [a], next: "1" }],
      pageParams: [null],
    });
  });
});
