/** How long a transaction may stay New before its user is to be contacted, in milliseconds: a day. */
export const NEW_LIMIT = 86_400_000;

/** How long something has waited since that moment, in milliseconds; none when there is nothing. */
export function waited(since: string | null, now: number): number | undefined {
  return since === null ? undefined : Math.max(0, now - Date.parse(since));
}
