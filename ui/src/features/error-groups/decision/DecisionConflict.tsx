import { Button } from "@mantine/core";
import { IconArrowsSplit } from "@tabler/icons-react";

import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import { ToneLabel } from "../../../components/status/ToneLabel";
import { DataText } from "../../../components/text/DataText";
import { STATE_LOOKS } from "../states";
import classes from "./decision.module.css";

/** Somebody else decided about the group meanwhile: shows what, and asks which stands. */
export function DecisionConflict({ theirs, onTakeTheirs }: { theirs: ErrorGroup; onTakeTheirs: () => void }) {
  return (
    <section className={classes.conflict} role="alert" data-tone="amber">
      <h4 className={classes.conflictTitle}>
        <IconArrowsSplit size={16} aria-hidden /> Someone else decided meanwhile
      </h4>
      <dl className={classes.theirs}>
        <dt>State</dt>
        <dd>
          <ToneLabel look={STATE_LOOKS[theirs.state]} />
        </dd>
        <dt>Assignee</dt>
        <dd>{theirs.assignee === null ? "nobody" : <DataText text={theirs.assignee} />}</dd>
        <dt>Note</dt>
        <dd>{theirs.note === null ? "none" : <DataText text={theirs.note} />}</dd>
      </dl>
      <p className={classes.conflictText}>Yours is not saved yet: take theirs, or save yours over it.</p>
      <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
        Take theirs
      </Button>
    </section>
  );
}
