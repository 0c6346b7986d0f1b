import { IconArrowsSplit2 } from "@tabler/icons-react";

import type { RelatedTransaction } from "../../../bindings/RelatedTransaction";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import classes from "./detail.module.css";

interface DependenciesTabProps {
  detail: TransactionDetail;
  onOpen: (transactionId: string) => void;
}

/** What the transaction depends on, and what depends on it. */
export function DependenciesTab({ detail: { dependencies, dependents }, onOpen }: DependenciesTabProps) {
  if (dependencies.length + dependents.length === 0) {
    return (
      <EmptyState icon={IconArrowsSplit2} title="No dependencies">
        It depends on no other transaction, and none depends on it.
      </EmptyState>
    );
  }
  return (
    <>
      <Related
        title="Depends on"
        meaning="Processed before it, in this order. It waits until all of them are Success."
        related={dependencies}
        onOpen={onOpen}
      />
      <Related
        title="Needed by"
        meaning="They wait until it is Success, and are canceled when it is ignored."
        related={dependents}
        onOpen={onOpen}
      />
    </>
  );
}

interface RelatedProps {
  title: string;
  meaning: string;
  related: RelatedTransaction[];
  onOpen: (transactionId: string) => void;
}

function Related({ title, meaning, related, onOpen }: RelatedProps) {
  if (related.length === 0) return null;
  return (
    <section className={classes.group}>
      <h3 className={classes.groupTitle}>{title}</h3>
      <p className={classes.groupText}>{meaning}</p>
      <ul className={classes.cards}>
        {related.map(({ id, name, offlineUniqueIdentifier, status }) => (
          <li key={offlineUniqueIdentifier} className={classes.related}>
            {id === null ? (
              <span className="dim">not received yet</span>
            ) : (
              <button type="button" className={classes.link} onClick={() => onOpen(id)}>
                {name ?? id}
              </button>
            )}
            {status !== null && <StatusLabel status={status} />}
            <span className={`${classes.offlineId} mono`}>
              <DataText text={offlineUniqueIdentifier} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
