import { IconBox } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { EmptyState } from "../../../components/feedback/EmptyState";
import classes from "./detail.module.css";
import { ItemCard } from "./ItemCard";
import { lastErrors } from "./log-groups";

interface ItemsTabProps {
  detail: TransactionDetail;
  /** The item that a link led here for. */
  linkedItem: string | undefined;
}

/** Up to so many items are open from the start. */
const OPEN_AT_ONCE = 3;

/** The items of the transaction, in the order in which they are applied. */
export function ItemsTab({ detail, linkedItem }: ItemsTabProps) {
  const list = useRef<HTMLOListElement>(null);
  const { items, logEntries, attempts, transaction } = detail;
  const errors = transaction.Status === "Success" ? [] : lastErrors(logEntries, attempts);

  useEffect(() => {
    const card =
      linkedItem &&
      list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(linkedItem)}"] button`);
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  }, [linkedItem]);

  if (items.length === 0) {
    return (
      <EmptyState icon={IconBox} title="No items">
        Nothing of this transaction has arrived yet.
      </EmptyState>
    );
  }
  return (
    <ol ref={list} className={classes.cards} aria-label="Items">
      {items.map((item, at) => {
        const ofItem = errors.filter(({ ExceptionLocation }) => ExceptionLocation === item.Id);
        return (
          <ItemCard
            key={item.Id}
            item={item}
            position={at + 1}
            errors={ofItem}
            openFirst={items.length <= OPEN_AT_ONCE || ofItem.length > 0 || item.Id === linkedItem}
          />
        );
      })}
    </ol>
  );
}
