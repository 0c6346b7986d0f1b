import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";

import type { PatchRule } from "../../../bindings/PatchRule";
import type { PatchedItem } from "../../../bindings/PatchedItem";
import { DataText } from "../../../components/text/DataText";
import { isHidden } from "../../../components/text/mask";
import { HiddenValue } from "../../personal-data/HiddenValue";
import type { Hidden } from "../../personal-data/useReveal";
import { plainText } from "../../transactions/payload/field-text";
import classes from "../bulk.module.css";

/** Height of a row in pixels, as in the style sheet. */
const ROW = 48;

interface DifferencesProps {
  rows: PatchedItem[];
  /** The patch that they are the differences of. */
  rule: PatchRule;
}

/** What a patch would change, row by row; only those on screen are drawn. */
export function Differences({ rows, rule }: DifferencesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // Nothing of it is handed to other components, and the UI is built without the React compiler.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    initialRect: { width: 600, height: 5 * ROW },
  });
  return (
    <div
      ref={scroller}
      className={classes.differences}
      role="list"
      aria-label="What would change"
      tabIndex={0}
    >
      <div style={{ height: virtual.getTotalSize(), position: "relative" }} role="presentation">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={index}
                role="listitem"
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                className={classes.difference}
                style={{ transform: `translateY(${start}px)` }}
              >
                <span className="clip">
                  <DataText text={row.transaction.name} />
                </span>
                <span className={classes.values}>
                  <del className="clip" data-tone="failed">
                    <Value json={row.before} hidden={hiddenBefore(row, rule)} />
                  </del>
                  <span aria-hidden>→</span>
                  <ins className="clip" data-tone="success">
                    <Value json={row.after} hidden={hiddenAfter(row, rule)} />
                  </ins>
                </span>
                {row.problem !== null && (
                  <span className={`${classes.problem} clip`} data-hint={row.problem}>
                    <DataText text={row.problem} />
                  </span>
                )}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function hiddenBefore({ transaction, itemId }: PatchedItem, { field }: PatchRule): Hidden {
  const place = { kind: "payload", transactionId: transaction.id, itemId } as const;
  return { place, field, label: `${field} of ${transaction.name} before the patch` };
}

function hiddenAfter({ transaction, itemId }: PatchedItem, { field, change }: PatchRule): Hidden {
  const place = { kind: "patched", transactionId: transaction.id, itemId, change } as const;
  return { place, field, label: `${field} of ${transaction.name} after the patch` };
}

function Value({ json, hidden }: { json: string | null; hidden: Hidden }) {
  if (isHidden(json)) return <HiddenValue hidden={hidden}>{(value) => <Shown json={value} />}</HiddenValue>;
  return <Shown json={json} />;
}

function Shown({ json }: { json: string | null }) {
  if (json === null) return <span className={classes.none}>not there</span>;
  const text = plainText(json);
  return text === "" ? <span className={classes.none}>empty</span> : <DataText text={text} />;
}
