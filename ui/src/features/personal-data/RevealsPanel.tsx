import { Button, Group } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { Reveal } from "../../bindings/Reveal";
import type { Revealed } from "../../bindings/Revealed";
import { EmptyState } from "../../components/feedback/EmptyState";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { DataTable } from "../../components/table/DataTable";
import { DataText } from "../../components/text/DataText";
import { RecordId } from "../../components/text/RecordId";
import { RelativeTime } from "../../components/time/RelativeTime";
import classes from "./personal-data.module.css";
import { useReveals } from "./useReveals";

/** Who saw personal data that is hidden, newest first. */
export function RevealsPanel() {
  const { reveals, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useReveals();
  return (
    <Panel title="Revealed" flush>
      {isPending && <SkeletonRows count={4} />}
      {reveals.length > 0 && <Reveals reveals={reveals} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && reveals.length === 0 && (
        <EmptyState icon={IconEye} title="Nothing was revealed yet">
          Who reveals a hidden value, or exports without masks, is listed here.
        </EmptyState>
      )}
      {hasNextPage && (
        <Group justify="center" p="sm">
          <Button
            variant="default"
            size="compact-md"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show older reveals
          </Button>
        </Group>
      )}
    </Panel>
  );
}

function Reveals({ reveals }: { reveals: Reveal[] }) {
  return (
    <DataTable label="Reveals" columns={["When", "Who", "What", "Reason"]} flush>
      {reveals.map(({ number, revealedAt, actor, what, reason }) => (
        <tr key={number}>
          <td>
            <RelativeTime at={revealedAt} />
          </td>
          <th scope="row">
            <DataText text={actor} />
          </th>
          <td>
            <What what={what} />
          </td>
          <td className={classes.reason}>
            {reason === null ? <span className="dim">none given</span> : <DataText text={reason} />}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function What({ what }: { what: Revealed }) {
  if (what.kind === "export") {
    return (
      <>
        Export without masks of {what.query === "" ? "all transactions" : <DataText text={what.query} />} to{" "}
        <DataText text={what.out} />
      </>
    );
  }
  return (
    <>
      <DataText text={`${what.objectName}.${what.field}`} />{" "}
      {what.kind === "payload" ? (
        <>
          of{" "}
          <Link to="/transactions" search={{ open: what.transactionId }} className={classes.link}>
            {what.transactionName}
          </Link>
        </>
      ) : (
        <>
          of the record <RecordId id={what.recordId} />
        </>
      )}
    </>
  );
}
