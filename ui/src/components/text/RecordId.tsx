import { IconCheck } from "@tabler/icons-react";
import { type MouseEvent, useState } from "react";

import classes from "./RecordId.module.css";
import { DataText } from "./DataText";

interface RecordIdProps {
  id: string;
  /** Shows the Id whole instead of shortened in the middle. */
  whole?: boolean;
  /** In a row of a grid, where the Tab key must not stop at each Id. */
  inRow?: boolean;
}

/** How long the tick stays after a copy, in milliseconds. */
const TICK_SHOWN = 1200;
/** Ids up to this length are never shortened. */
const SHORT_ENOUGH = 14;

/** An Id: monospace, shortened in the middle, copied by a click. */
export function RecordId({ id, whole = false, inRow = false }: RecordIdProps) {
  const [copied, setCopied] = useState(false);

  const copy = async (event: MouseEvent) => {
    // The row under the Id must not open because of a copy.
    event.stopPropagation();
    await navigator.clipboard.writeText(id);
    setCopied(true);
    window.setTimeout(() => setCopied(false), TICK_SHOWN);
  };

  const shown = whole ? id : shortened(id);
  return (
    <button
      type="button"
      tabIndex={inRow ? -1 : 0}
      className={classes.id}
      onClick={(event) => void copy(event)}
      // Its name has what is seen of it, for those who speak to the program.
      aria-label={`Copy Id ${shown}`}
      aria-description={id}
      data-hint={copied ? "Copied" : `${id}\nClick to copy`}
    >
      <DataText text={shown} />
      {copied && <IconCheck size={12} className={classes.tick} aria-hidden />}
    </button>
  );
}

/** The ends of an Id, which tell Ids apart: the object at the front, the record at the back. */
export function shortened(id: string): string {
  return id.length <= SHORT_ENOUGH ? id : `${id.slice(0, 5)}…${id.slice(-6)}`;
}
