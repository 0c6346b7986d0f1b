import type { Forecast } from "../../bindings/Forecast";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import type { Queue } from "./queue";

const DAY = 86_400_000;
/** Users named in a forecast. */
const TOP = 5;

/** What the next run would find in a queue in memory. */
export function forecastOf(
  queue: Queue,
  next: { nextRunAt: string | null; nextSchedule: string | null },
  lookbackDays: number,
): Forecast {
  const queued = [...queue.all.values()].filter(({ transaction: t }) => ["New", "Retry"].includes(t.Status));
  const age = ({ transaction: t }: TransactionDetail) => Date.now() - Date.parse(t.OfflineTimestamp);
  const outside = queued.filter((detail) => age(detail) > lookbackDays * DAY);
  const inside = queued.filter((detail) => !outside.includes(detail));
  const later = inside.filter(({ nextAttemptAt }) => (nextAttemptAt ?? "") > (next.nextRunAt ?? "9"));
  const due = inside.filter((detail) => !later.includes(detail));
  const users = new Map<string, TransactionDetail[]>();
  for (const detail of due) {
    const { OwnerId } = detail.transaction;
    users.set(OwnerId, [...(users.get(OwnerId) ?? []), detail]);
  }
  return {
    at: next.nextRunAt,
    schedule: next.nextSchedule,
    lookbackDays,
    due: due.length,
    users: users.size,
    topUsers: [...users]
      .map(([ownerId, of]) => ({ ownerId, name: of[0]?.owner?.Name ?? null, count: of.length }))
      .sort((a, b) => b.count - a.count)
      .slice(0, TOP),
    heldBack: Math.floor(due.length / 12),
    retryLater: later.length,
    outsideLookback: outside.length,
    fallsOut: inside.filter((detail) => age(detail) > (lookbackDays - 1) * DAY).length,
  };
}
