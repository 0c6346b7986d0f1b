import { IconHistory } from "@tabler/icons-react";

import type { FieldChange } from "../../../bindings/FieldChange";
import type { Reveal } from "../../../bindings/Reveal";
import type { RevealSide } from "../../../bindings/RevealSide";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { RevealableDiff } from "../../personal-data/RevealableDiff";
import type { Hidden } from "../../personal-data/useReveal";
import { IN_PAYLOAD, WHOLE } from "../payload/place";
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
      {acts(detail).map((act) =>
        Array.isArray(act) ? (
          <Change key={keyOf(act[0])} changes={act} detail={detail} onItem={onItem} />
        ) : (
          <Revealed key={`reveal ${act.number}`} reveal={act} detail={detail} onItem={onItem} />
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
      <RevealableDiff
        differences={changes.map((change, at) => ({
          key: `${change.field} ${at}`,
          field: change.field,
          before: change.oldValue,
          after: change.newValue,
          hiddenOn: (side) => hiddenOn(side, change, detail),
        }))}
      />
    </li>
  );
}

/** A hidden value of a change; none of what is no payload's. */
function hiddenOn(
  side: RevealSide,
  { itemId, changedAt, field }: FieldChange,
  { transaction }: TransactionDetail,
): Hidden | undefined {
  if (itemId === null) return undefined;
  const name = field === WHOLE ? WHOLE : field.replace(IN_PAYLOAD, "");
  return {
    place: { kind: "history", transactionId: transaction.Id, itemId, changedAt, side },
    field: name,
    label: `${name === WHOLE ? "the payload" : name} ${side} the change`,
  };
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

/** Stays the same while others are added before it, so that what was revealed in it stays on screen. */
function keyOf(change: FieldChange | undefined): string {
  return change ? [change.changedAt, change.actor, change.itemId, change.field].join(" ") : "";
}

function isSameAct(one: FieldChange, other: FieldChange): boolean {
  return (
    one.changedAt === other.changedAt &&
    one.actor === other.actor &&
    one.itemId === other.itemId &&
    one.reason === other.reason
  );
}
