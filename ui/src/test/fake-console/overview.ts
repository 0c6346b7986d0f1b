import type { Overview } from "../../bindings/Overview";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import type { Queue } from "./queue";

const DAY = 86_400_000;

/** What needs attention in a queue in memory. */
export function overviewOf(queue: Queue): Overview {
  const all = [...queue.all.values()];
  const fresh = all.filter(({ transaction: t }) => t.Status === "New");
  const failed = all.filter(({ transaction: t }) => t.Status === "Failed");
  const received = ({ transaction: t }: TransactionDetail) => t.CreatedDate;
  const old = fresh.filter((detail) => Date.now() - Date.parse(received(detail)) > DAY);
  return {
    counts: queue.counts(),
    oldestNew: fresh.map(received).sort()[0] ?? null,
    p95New: fresh.map(received).sort()[Math.floor(fresh.length / 20)] ?? null,
    medianNew: fresh.map(received).sort()[Math.floor(fresh.length / 2)] ?? null,
    usersWithOldNew: [...grouped(old, ({ transaction: t }) => t.OwnerId)].map(([ownerId, of]) => ({
      ownerId,
      ownerName: of[0]?.owner?.Name ?? null,
      count: of.length,
      oldest: of.map(received).sort()[0] ?? "",
    })),
    offlineDevices: { near: 0, over: 0, devices: [] },
    hours: [...grouped(all, (detail) => `${received(detail).slice(0, 13)}:00:00Z`)]
      .sort()
      .map(([at, of]) => ({
        at,
        success: withStatus(of, "Success"),
        failed: withStatus(of, "Failed"),
        retry: withStatus(of, "Retry"),
        canceled: withStatus(of, "Canceled"),
        manual: withStatus(of, "Manual"),
      })),
    marks: [],
    failedByError: mostFirst(grouped(failed, ({ errorCode }) => errorCode)).map(([errorCode, of]) => ({
      errorCode,
      count: of.length,
    })),
    failedByObject: mostFirst(grouped(failed, ({ items }) => items[0]?.ObjectName ?? null)).map(
      ([objectName, of]) => ({ objectName, count: of.length }),
    ),
    failedByUser: mostFirst(grouped(failed, ({ transaction: t }) => t.OwnerId)).map(([ownerId, of]) => ({
      ownerId,
      ownerName: of[0]?.owner?.Name ?? null,
      count: of.length,
    })),
  };
}

function mostFirst<K>(groups: Map<K, TransactionDetail[]>): [K, TransactionDetail[]][] {
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
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
