import { Button } from "@mantine/core";
import { IconChevronRight, IconTool, IconUserEdit } from "@tabler/icons-react";
import { useState } from "react";

import { useDialogs } from "../../app/dialogs/dialogs";
import type { Cause } from "../../bindings/Cause";
import { ToneLabel, type ToneLook } from "../../components/status/ToneLabel";
import { DataText } from "../../components/text/DataText";
import { DecisionHistory } from "../decisions/DecisionHistory";
import classes from "./causes.module.css";
import { CauseText } from "./CauseText";
import { conditionsOf, FIXES } from "./words";

const OWN: ToneLook = { word: "Own entry", tone: "violet", icon: IconUserEdit };

interface CauseEntryProps {
  cause: Cause;
  onDelete: () => void;
}

/** One entry: which errors it explains, what it says, and what can be done with it. */
export function CauseEntry({ cause, onDelete }: CauseEntryProps) {
  const openDialog = useDialogs();
  const { ownId, matches, title, fix } = cause;
  const conditions = conditionsOf(matches);
  const button = { size: "compact-sm", variant: "default" } as const;
  return (
    <details className={classes.entry}>
      <summary className={classes.summary}>
        <IconChevronRight size={14} aria-hidden className={classes.chevron} />
        <span className={classes.entryTitle}>
          <DataText text={title} />
        </span>
        {ownId === null ? <span /> : <ToneLabel look={OWN} />}
        <span className={classes.matches}>
          <span className="mono">{matches.errorCode}</span>
          {conditions !== undefined && (
            <>
              {" · "}
              <DataText text={conditions} />
            </>
          )}
        </span>
      </summary>
      <div className={classes.body}>
        <CauseText cause={cause} />
        {fix !== null && (
          <p className={classes.fix}>
            <IconTool size={14} aria-hidden /> {FIXES[fix].advice}
          </p>
        )}
        <div className={classes.actions}>
          {ownId === null ? (
            <Button {...button} onClick={() => openDialog({ kind: "cause", of: { values: cause } })}>
              Explain it better…
            </Button>
          ) : (
            <>
              <Button {...button} onClick={() => openDialog({ kind: "cause", of: { own: cause } })}>
                Edit…
              </Button>
              <Button {...button} onClick={onDelete}>
                Delete…
              </Button>
            </>
          )}
        </div>
        {ownId !== null && <History id={ownId} />}
      </div>
    </details>
  );
}

/** Who wrote it, asked for when it is unfolded. */
function History({ id }: { id: number }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>History</summary>
      {isOpen && <DecisionHistory subject={{ kind: "cause", id }} />}
    </details>
  );
}
