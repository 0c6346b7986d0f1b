import type { Item } from "../../../bindings/Item";
import { DataText } from "../../../components/text/DataText";
import classes from "./detail.module.css";

/** Leads to an item of the same transaction. */
export function ItemLink({ item, onItem }: { item: Item; onItem: (itemId: string) => void }) {
  return (
    <button type="button" className={classes.link} onClick={() => onItem(item.Id)}>
      {item.OperationType} <DataText text={item.ObjectName} />
    </button>
  );
}
