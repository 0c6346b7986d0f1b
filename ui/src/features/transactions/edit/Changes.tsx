import type { FieldDiff } from "../../../bindings/FieldDiff";
import type { Item } from "../../../bindings/Item";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { DataText } from "../../../components/text/DataText";
import { RevealableDiff } from "../../personal-data/RevealableDiff";
import { OperationLabel } from "../payload/OperationLabel";
import { placeOf, WHOLE } from "../payload/place";
import classes from "./edit.module.css";

/** What an edit changes, field by field, by item. */
export function Changes({ base, changes }: { base: TransactionDetail; changes: FieldDiff[] }) {
  const parts: (Item | null)[] = [null, ...base.items];
  return parts.map((item) => {
    const own = changes.filter(({ itemId }) => itemId === (item?.Id ?? null));
    if (own.length === 0) return null;
    return (
      <section key={item?.Id ?? "transaction"} className={classes.reviewPart}>
        <h4>
          {item ? (
            <>
              <OperationLabel operation={item.OperationType} /> <DataText text={item.ObjectName} />
            </>
          ) : (
            "Transaction details"
          )}
        </h4>
        <RevealableDiff
          differences={own.map(({ field, oldValue, newValue }) => ({
            key: field,
            field,
            before: oldValue,
            after: newValue,
            // A new value is the one that was given.
            hiddenOn: (side) =>
              item && side === "before"
                ? { place: placeOf(item), field, label: field === WHOLE ? "the payload" : field }
                : undefined,
          }))}
        />
      </section>
    );
  });
}
