import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";

import { useCommand } from "../../../api/query";
import type { Item } from "../../../bindings/Item";
import type { LogEntry } from "../../../bindings/LogEntry";
import { DataText } from "../../../components/text/DataText";
import { RecordId } from "../../../components/text/RecordId";
import { OperationLabel } from "../payload/OperationLabel";
import classes from "./items.module.css";
import { ItemBody } from "./ItemBody";

interface ItemCardProps {
  item: Item;
  /** From 1. */
  position: number;
  /** The errors of the last attempt on it. */
  errors: LogEntry[];
  openFirst: boolean;
}

/** One item: operation, object, record; opened, its payload and the record in the org. */
export function ItemCard({ item, position, errors, openFirst }: ItemCardProps) {
  const [open, setOpen] = useState(openFirst);
  const bodyId = useId();
  const objectName = item.ObjectName;
  const object = useCommand("org.describe", { objectName });
  const recordId = item.ProcessedRecordIdentifier ?? item.RecordIdentifier;

  return (
    <li className={classes.item} data-item={item.Id}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={15} className={classes.chevron} aria-hidden />
          <span className="dim">{position}</span>
          <OperationLabel operation={item.OperationType} />
          <b>
            <DataText text={object.data?.label ?? objectName} />
          </b>
          {errors.length > 0 && (
            <span className={classes.errors} data-tone="failed">
              <IconAlertTriangle size={13} aria-hidden />
              {errors.length === 1 ? "1 error" : `${errors.length} errors`}
            </span>
          )}
        </button>
        {recordId !== null && <RecordId id={recordId} />}
      </div>
      <div id={bodyId} hidden={!open}>
        {open && <ItemBody item={item} object={object.data} errors={errors} />}
      </div>
    </li>
  );
}
