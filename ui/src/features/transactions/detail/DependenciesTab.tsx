import { IconArrowsSplit2 } from "@tabler/icons-react";

import { useCommand } from "../../../api/query";
import type { RelatedTransaction } from "../../../bindings/RelatedTransaction";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { DependencyViews } from "../graph/DependencyViews";
import classes from "./detail.module.css";

interface DependenciesTabProps {
  detail: TransactionDetail;
  onOpen: (transactionId: string) => void;
}

/** Up to so many direct dependencies are listed, in their order; of more, the tree alone is clearer. */
const HANDFUL = 6;

/** What the transaction depends on, what depends on it, and so on; and what is about the same records. */
export function DependenciesTab({ detail, onOpen }: DependenciesTabProps) {
  const { transaction, dependencies, dependents } = detail;
  const graph = useCommand("transactions.graph", { id: transaction.Id });
  const direct = dependencies.length + dependents.length;
  const isAlone = graph.data !== undefined && graph.data.nodes.length <= 1;
  if (direct === 0 && isAlone) {
    return (
      <EmptyState icon={IconArrowsSplit2} title="No dependencies">
        It depends on no other transaction, none depends on it, and no other is about its records.
      </EmptyState>
    );
  }
  return (
    <>
      {direct <= HANDFUL && (
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
      )}
      {graph.isError && <ErrorNotice error={graph.error} onRetry={() => void graph.refetch()} />}
      {graph.isPending && <SkeletonText lines={8} />}
      {graph.data && !isAlone && <DependencyViews graph={graph.data} onOpen={onOpen} />}
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
