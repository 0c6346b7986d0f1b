import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Tokens = Map<string, string>;

function tokensOf(scheme: string): Tokens {
  const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
  const block = new RegExp(`scheme="${scheme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(tokens: Tokens, text: string, surface: string): number {
  const [a, b] = [text, surface].map((name) => luminance(tokens.get(name) ?? "#808080"));
  const [light, dark] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["surface-app", "surface-panel", "surface-raised", "surface-hover", "surface-selected"];

describe.each(["light", "dark"])("the %s theme", (scheme) => {
  const tokens = tokensOf(scheme);

  it.each(SURFACES)("has readable text on %s", (surface) => {
    for (const text of ["text", "text-dim", "accent", "danger"]) {
      expect(contrast(tokens, text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("has readable status labels, on their own ground and on every surface", () => {
    const tones = [...tokens.keys()].filter((name) => name.startsWith("status-") && !name.endsWith("-soft"));
    expect(tones).toHaveLength(7);
    for (const tone of tones) {
      for (const surface of [`${tone}-soft`, ...SURFACES]) {
        expect(contrast(tokens, tone, surface), `${tone} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});
