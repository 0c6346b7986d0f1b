/** What the console puts for a value that it hides because it is personal data. */
export const MASK = "•••";

const MASK_JSON = JSON.stringify(MASK);

/** Whether a value, as text or as JSON text, is hidden. */
export function isHidden(value: string | null): boolean {
  return value === MASK || value === MASK_JSON;
}
