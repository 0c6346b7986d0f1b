import type { Overview } from "../../bindings/Overview";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import type { Queue } from "./queue";

const DAY = 86_400_000;

/** What needs attention in a queue in memory. */
export function overviewOf(queue: Queue): Overview {
  const all = [...queue.all.values()];
  const fresh = all.filter(({ transaction: t }) => t.Status === "New");
  const received = ({ transaction: t }: TransactionDetail) => t.CreatedDate;
  const old = fresh.filter((detail) => Date.now() - Date.parse(received(detail)) > DAY);
  return {
    counts: queue.counts(),
    oldestNew: fresh.map(received).sort()[0] ?? null,
    usersWithOldNew: [...grouped(old, ({ transaction: t }) => t.OwnerId)].map(([ownerId, of]) => ({
      ownerId,
      ownerName: of[0]?.owner?.Name ?? null,
      count: of.length,
      oldest: of.map(received).sort()[0] ?? "",
    })),
    days: [...grouped(all, (detail) => received(detail).slice(0, 10))].sort().map(([day, of]) => ({
      day,
      success: withStatus(of, "Success"),
      failed: withStatus(of, "Failed"),
      retry: withStatus(of, "Retry"),
      canceled: withStatus(of, "Canceled"),
      manual: withStatus(of, "Manual"),
    })),
    failedByError: [
      ...grouped(
        all.filter(({ transaction: t }) => t.Status === "Failed"),
        ({ errorCode }) => errorCode,
      ),
    ]
      .map(([errorCode, of]) => ({ errorCode, count: of.length }))
      .sort((a, b) => b.count - a.count),
  };
}

function withStatus(all: TransactionDetail[], status: string): number {
  return all.filter(({ transaction: t }) => t.Status === status).length;
}

function grouped<K>(
  all: TransactionDetail[],
  by: (detail: TransactionDetail) => K,
): Map<K, TransactionDetail[]> {
  const groups = new Map<K, TransactionDetail[]>();
  for (const detail of all) groups.set(by(detail), [...(groups.get(by(detail)) ?? []), detail]);
  return groups;
}
