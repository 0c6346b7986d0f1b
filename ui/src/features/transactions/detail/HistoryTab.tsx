import { IconHistory } from "@tabler/icons-react";

import type { FieldChange } from "../../../bindings/FieldChange";
import type { Reveal } from "../../../bindings/Reveal";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { ValueDiff } from "../../../components/diff/ValueDiff";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import classes from "./detail.module.css";
import { ItemLink } from "./ItemLink";

interface HistoryTabProps {
  detail: TransactionDetail;
  onItem: (itemId: string) => void;
}

/** Who changed what, when, from what to what, and why. Newest first; what was changed together stands together. */
export function HistoryTab({ detail, onItem }: HistoryTabProps) {
  if (detail.history.length === 0 && detail.reveals.length === 0) {
    return (
      <EmptyState icon={IconHistory} title="Never changed">
        It is as it was received.
      </EmptyState>
    );
  }
  return (
    <ol className={classes.cards} aria-label="Changes">
      {acts(detail).map((act, at) =>
        Array.isArray(act) ? (
          <Change key={at} changes={act} detail={detail} onItem={onItem} />
        ) : (
          <Revealed key={at} reveal={act} detail={detail} onItem={onItem} />
        ),
      )}
    </ol>
  );
}

function Change({ changes, detail, onItem }: HistoryTabProps & { changes: FieldChange[] }) {
  const [first] = changes;
  if (!first) return null;
  const item = detail.items.find(({ Id }) => Id === first.itemId);
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <b>
          <DataText text={first.actor} />
        </b>
        {item && <ItemLink item={item} onItem={onItem} />}
        <span className={classes.cardFacts}>
          <RelativeTime at={first.changedAt} />
        </span>
      </div>
      <p className={classes.cardText}>
        <DataText text={first.reason} />
      </p>
      <ValueDiff
        differences={changes.map(({ field, oldValue, newValue }, at) => ({
          key: `${field} ${at}`,
          field,
          before: oldValue,
          after: newValue,
        }))}
      />
    </li>
  );
}

/** That somebody saw a hidden value: which one, never the value. */
function Revealed({ reveal, detail, onItem }: HistoryTabProps & { reveal: Reveal }) {
  const { what, actor, revealedAt, reason } = reveal;
  const item = what.kind === "payload" ? detail.items.find(({ Id }) => Id === what.itemId) : undefined;
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <b>
          <DataText text={actor} />
        </b>
        {item && <ItemLink item={item} onItem={onItem} />}
        <span className={classes.cardFacts}>
          <RelativeTime at={revealedAt} />
        </span>
      </div>
      <p className={classes.cardText}>
        Revealed {what.kind !== "export" && <DataText text={what.field} />}
        {reason !== null && (
          <>
            : <DataText text={reason} />
          </>
        )}
      </p>
    </li>
  );
}

/** What was done, newest first: changes that belong together, and reveals. */
function acts({ history, reveals }: TransactionDetail): (FieldChange[] | Reveal)[] {
  const all = [...together(history), ...reveals];
  const at = (act: FieldChange[] | Reveal) =>
    Array.isArray(act) ? (act[0]?.changedAt ?? "") : act.revealedAt;
  return all.sort((one, other) => at(other).localeCompare(at(one)));
}

/** The changes in their order, neighbours of one moment, person, item and reason in one piece. */
function together(history: FieldChange[]): FieldChange[][] {
  const groups: FieldChange[][] = [];
  for (const change of history) {
    const last = groups.at(-1);
    if (last?.[0] && isSameAct(last[0], change)) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function isSameAct(one: FieldChange, other: FieldChange): boolean {
  return (
    one.changedAt === other.changedAt &&
    one.actor === other.actor &&
    one.itemId === other.itemId &&
    one.reason === other.reason
  );
}
