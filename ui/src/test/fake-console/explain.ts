import type { Explanation } from "../../bindings/Explanation";
import type { ProcessorState } from "../../bindings/ProcessorState";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import type { TransactionRef } from "../../bindings/TransactionRef";
import type { WaitReason } from "../../bindings/WaitReason";
import type { Queue } from "./queue";

/** Why a transaction in memory is not done yet: simpler than the console finds it out. */
export function explain(
  queue: Queue,
  { transaction: t, ...detail }: TransactionDetail,
  state: ProcessorState,
): Explanation {
  return { id: t.Id, status: t.Status, reasons: reasonsOf() };

  function reasonsOf(): WaitReason[] {
    switch (t.Status) {
      case "Success":
        return [];
      case "Failed":
      case "Canceled":
      case "Manual":
        return [{ kind: "admin", status: t.Status }];
      case "InProgress":
        return [{ kind: "inWork", processor: "console 4711", until: inMinutes(4) }];
      case "Waiting":
        return detail.dependencies.map(({ offlineUniqueIdentifier, id, name, status }) => ({
          kind: "dependency",
          identifier: offlineUniqueIdentifier,
          transaction: id === null || name === null || status === null ? null : { id, name, status },
        }));
      default:
        return behind() ?? [...paused(), ...due()];
    }
  }

  function behind(): WaitReason[] | undefined {
    const earlier = [...queue.all.values()].find(
      ({ transaction: other }) =>
        other.OwnerId === t.OwnerId && other.Status === "Retry" && (other.Sequence ?? 0) < (t.Sequence ?? 0),
    );
    return earlier && [{ kind: "behind", transaction: refOf(earlier), until: earlier.nextAttemptAt }];
  }

  function paused(): WaitReason[] {
    return state.paused ? [{ kind: "paused", ...state.paused }] : [];
  }

  function due(): WaitReason[] {
    if (detail.nextAttemptAt !== null) return [{ kind: "retryAt", at: detail.nextAttemptAt }];
    return [{ kind: "nextRun", at: state.nextRunAt, schedule: state.nextSchedule }];
  }
}

function refOf({ transaction: { Id: id, Name: name, Status: status } }: TransactionDetail): TransactionRef {
  return { id, name, status };
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
