import { describe, expect, it } from "vitest";

import { pieces } from "./invisible";

const codes = (text: string) => pieces(text).flatMap(({ code }) => code ?? []);

describe("characters that cannot be seen", () => {
  it("are marked, and nothing of the text is lost", () => {
    const text = "a\u200bb\u202ec\u0000\ufeff";
    expect(codes(text)).toEqual(["U+200B", "U+202E", "U+0000", "U+FEFF"]);
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("are left alone where they are layout or part of a word or an emoji", () => {
    expect(codes("a\nb\tc")).toEqual([]);
    expect(codes("👩\u200d🔬 می\u200cخواهم")).toEqual([]);
    expect(codes("abc\u200d")).toEqual(["U+200D"]);
  });

  it("are found beyond the basic plane", () => expect(codes("x\u{e0041}")).toEqual(["U+E0041"]));
});
