import { useCommand } from "../../api/query";
import type { DecisionSubject } from "../../bindings/DecisionSubject";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { DataText } from "../../components/text/DataText";
import { RelativeTime } from "../../components/time/RelativeTime";
import classes from "./decisions.module.css";
import { FIELDS, shown } from "./words";

/** Who decided what about an error group or a cause, newest first. */
export function DecisionHistory({ subject }: { subject: DecisionSubject }) {
  const decisions = useCommand("decisions.list", subject);
  if (decisions.isPending) return <SkeletonText lines={2} />;
  if (decisions.isError) {
    return <ErrorNotice error={decisions.error} onRetry={() => void decisions.refetch()} />;
  }
  if (decisions.data.length === 0) return <p className={classes.none}>Nothing was decided yet.</p>;
  return (
    <ol className={classes.list} aria-label="History of decisions">
      {decisions.data.map(({ decidedAt, actor, field, oldValue, newValue }, at) => (
        <li key={`${decidedAt} ${field} ${at}`}>
          <span className={classes.who}>
            {actor}, <RelativeTime at={decidedAt} />
          </span>
          <span className={classes.what}>
            {FIELDS[field] ?? field}: <DataText text={shown(field, oldValue)} />
            <span aria-hidden> → </span>
            <span className="visually-hidden"> then </span>
            <DataText text={shown(field, newValue)} />
          </span>
        </li>
      ))}
    </ol>
  );
}
