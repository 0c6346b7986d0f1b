import { Link } from "@tanstack/react-router";
import { useId } from "react";

import { useCommand } from "../../../api/query";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../../components/feedback/Skeletons";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { OrgRecordPanel } from "../detail/OrgRecordPanel";
import { looksLikeId } from "../payload/field-text";
import { urlOf } from "../search";
import { ClippedText } from "../../../components/text/ClippedText";
import type { RelatedGroup, RelatedRecord } from "./related";
import classes from "./related.module.css";

interface RelatedSectionProps {
  group: RelatedGroup;
  /** Id of the transaction that they are related to: it is no news to itself. */
  without: string;
  onOpen: (transactionId: string) => void;
}

/** Rows of a group; the list shows all of them. */
const SHOWN = 10;
const NEWEST_FIRST = { by: "received", descending: true } as const;

/** The newest transactions of a group. */
export function RelatedSection({ group, without, onOpen }: RelatedSectionProps) {
  const { title, about, filter, record } = group;
  const titleId = useId();
  // One more than is shown: it may be among them itself.
  const request = { filter, sort: NEWEST_FIRST, cursor: null, limit: SHOWN + 1 };
  const page = useCommand("transactions.list", request);
  const rows = page.data?.rows.filter(({ id }) => id !== without).slice(0, SHOWN);
  return (
    <section className={classes.section} aria-labelledby={titleId}>
      <header className={classes.head}>
        <h3 id={titleId}>
          {title}{" "}
          <span className={classes.about}>
            <DataText text={about} />
          </span>
        </h3>
        <Link to="/transactions" search={urlOf(filter)} className={classes.all}>
          Show all in the list
        </Link>
      </header>
      {page.isError && <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <SkeletonRows count={3} />}
      {rows?.length === 0 && <p className={classes.note}>No other transaction.</p>}
      {rows && rows.length > 0 && (
        <ul className={classes.rows}>
          {rows.map((row) => (
            <Row key={row.id} row={row} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {record && looksLikeId(record.id) && <InTheOrg {...record} />}
    </section>
  );
}

function Row({ row, onOpen }: { row: TransactionRow; onOpen: (transactionId: string) => void }) {
  const { id, name, status, objectNames, offlineTimestamp, errorCode } = row;
  return (
    <li className={classes.row}>
      <button type="button" className={classes.name} onClick={() => onOpen(id)}>
        <ClippedText text={name} />
      </button>
      <StatusLabel status={status} />
      <span className="clip">
        <ClippedText text={objectNames.length === 0 ? "no items" : objectNames.join(", ")} />
      </span>
      <RelativeTime at={offlineTimestamp} />
      <span className={`${classes.error} clip`}>
        {errorCode !== null && <ClippedText text={errorCode} mono />}
      </span>
    </li>
  );
}

function InTheOrg({ id, objectName }: RelatedRecord) {
  const object = useCommand("org.describe", { objectName });
  return <OrgRecordPanel recordId={id} object={object.data} payload={null} />;
}
