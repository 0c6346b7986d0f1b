import { Button } from "@mantine/core";
import { useState } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { type Choice, compare, merge, winner } from "./conflict";
import { ConflictTable } from "./ConflictTable";
import type { Draft } from "./draft";
import classes from "./edit.module.css";

interface ConflictViewProps {
  /** What I saw. */
  base: TransactionDetail;
  /** What it is now. */
  theirs: TransactionDetail;
  draft: Draft;
  /** My draft over what is there now. */
  onResolved: (merged: Draft) => void;
  onBack: () => void;
}

/** Somebody saved first: field by field what they changed and what I changed, and whose value shall stand. */
export function ConflictView({ base, theirs, draft, onResolved, onBack }: ConflictViewProps) {
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const rows = compare(base, theirs, draft);
  const open = rows.filter((row) => winner(row, choices) === undefined).length;

  return (
    <div className={classes.review}>
      <div className={classes.reviewBody}>
        <h3>Someone else changed it meanwhile</h3>
        <p className={classes.lead}>
          Nothing of yours was saved, and nothing of theirs is overwritten. Where both changed the same,
          choose whose value shall stand; then look at the changes once more and save.
        </p>
        <WhoChanged base={base} theirs={theirs} />
        {rows.length === 0 ? (
          <p className="dim">No field that can be edited differs.</p>
        ) : (
          <ConflictTable
            rows={rows}
            choices={choices}
            onChoose={(key, choice) => setChoices({ ...choices, [key]: choice })}
          />
        )}
      </div>
      <footer className={classes.footer}>
        <Button variant="default" onClick={onBack}>
          Back to editing
        </Button>
        <GuardedButton
          whyNot={
            open > 0 ? `Choose for ${open === 1 ? "one more field" : `${open} more fields`} first.` : null
          }
          onClick={() => onResolved(merge(rows, choices))}
        >
          Continue with these values
        </GuardedButton>
      </footer>
    </div>
  );
}

/** The acts in the history that I had not seen, and the status before and now. */
function WhoChanged({ base, theirs }: { base: TransactionDetail; theirs: TransactionDetail }) {
  const unseen = theirs.history.slice(0, Math.max(0, theirs.history.length - base.history.length));
  const acts = new Map(
    unseen.map((change) => [`${change.changedAt} ${change.actor} ${change.reason}`, change]),
  );
  const [before, now] = [base.transaction.Status, theirs.transaction.Status];
  return (
    <ul className={classes.acts}>
      {[...acts].map(([key, { actor, changedAt, reason }]) => (
        <li key={key}>
          <b>
            <DataText text={actor} />
          </b>{" "}
          <RelativeTime at={changedAt} />: <DataText text={reason} />
        </li>
      ))}
      {before !== now && (
        <li>
          Status <StatusLabel status={before} /> is now <StatusLabel status={now} />
        </li>
      )}
    </ul>
  );
}
