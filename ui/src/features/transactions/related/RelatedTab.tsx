import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { recordsOf, relatedGroups } from "./related";
import classes from "./related.module.css";
import { RelatedSection } from "./RelatedSection";

interface RelatedTabProps {
  detail: TransactionDetail;
  onOpen: (transactionId: string) => void;
}

/** Other transactions of the same record, user, device and session, and the records as the org has them now. */
export function RelatedTab({ detail, onOpen }: RelatedTabProps) {
  const groups = relatedGroups(detail);
  const more = recordsOf(detail).length - groups.filter(({ record }) => record !== undefined).length;
  return (
    <>
      {groups.map((group) => (
        <RelatedSection key={group.key} group={group} without={detail.transaction.Id} onOpen={onOpen} />
      ))}
      {more > 0 && (
        <p className={classes.note}>
          It changes {more.toLocaleString("en")} more {more === 1 ? "record" : "records"}; see Items.
        </p>
      )}
    </>
  );
}
