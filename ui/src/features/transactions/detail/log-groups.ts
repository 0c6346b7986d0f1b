import type { Attempt } from "../../../bindings/Attempt";
import type { LogEntry } from "../../../bindings/LogEntry";

/** Log entries that belong together: those of one attempt, or those of none. */
export interface LogGroup {
  /** Unique among the groups of a transaction. */
  key: string;
  /** The attempt that wrote them; none for entries by hand, and those that came with an import. */
  attempt: Attempt | undefined;
  /** Whether an admin wrote them. */
  byHand: boolean;
  /** Whether a simulation wrote them. */
  simulated: boolean;
  /** Newest first. */
  entries: LogEntry[];
}

/** What `transactions.log` writes as the type of an entry. */
const BY_HAND = "LoggedByAdmin";

/**
 * The entries by attempt, newest first. An entry belongs to the last attempt that began before it was written, unless
 * an admin or a simulation wrote it.
 */
export function groupedByAttempt(entries: LogEntry[], attempts: Attempt[]): LogGroup[] {
  const newestAttempts = attempts.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const groups: LogGroup[] = [];
  for (const entry of entries.toSorted((a, b) => b.CreatedDate.localeCompare(a.CreatedDate))) {
    const byHand = entry.ExceptionType === BY_HAND;
    const simulated = entry.IsSimulated;
    const attempt =
      byHand || simulated
        ? undefined
        : newestAttempts.find(({ startedAt }) => Date.parse(startedAt) <= Date.parse(entry.CreatedDate));
    const last = groups.at(-1);
    const goesOn = last?.attempt === attempt && last?.byHand === byHand && last.simulated === simulated;
    if (goesOn) last.entries.push(entry);
    else groups.push({ key: entry.Id, attempt, byHand, simulated, entries: [entry] });
  }
  return groups;
}

/** The errors of the last attempt; none when it had none. An import may bring entries without attempts. */
export function lastErrors(entries: LogEntry[], attempts: Attempt[]): LogEntry[] {
  const last = attempts.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  const newest = groupedByAttempt(entries, attempts).find(({ byHand, simulated }) => !byHand && !simulated);
  return newest && newest.attempt === last ? newest.entries : [];
}
