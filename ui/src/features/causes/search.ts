import type { Cause } from "../../bindings/Cause";

/** The entries that have every word, in any case, wherever. */
export function withWords(causes: Cause[], text: string): Cause[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return causes.filter((entry) => {
    const { matches, title, cause, recipe } = entry;
    const all = [...Object.values(matches), title, cause, ...recipe].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
