import { IconSignature } from "@tabler/icons-react";

import type { SortBy } from "../../../bindings/SortBy";
import type { TransactionRow } from "../../../bindings/TransactionRow";
import type { Column } from "../../../components/grid/column";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { RecordId, shortened } from "../../../components/text/RecordId";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { ClippedText } from "../../../components/text/ClippedText";
import { DataText } from "../../../components/text/DataText";

/** Every column of the list, in the order of the screen. */
export const COLUMNS: Column<TransactionRow>[] = [
  { id: "status", label: "Status", width: 112, render: ({ status }) => <StatusLabel status={status} /> },
  { id: "name", label: "Name", width: 148, render: ({ name }) => <ClippedText text={name} mono /> },
  { id: "id", label: "Id", width: 130, render: ({ id }) => <RecordId id={id} inRow /> },
  { id: "owner", label: "User", width: 120, grow: 1, render: owner },
  { id: "objects", label: "Objects", width: 130, grow: 1, render: objects },
  { id: "items", label: "Items", width: 62, align: "right", render: ({ itemCount }) => itemCount },
  { id: "made", label: "Made", width: 92, render: (row) => <RelativeTime at={row.offlineTimestamp} /> },
  { id: "received", label: "Received", width: 92, render: (row) => <RelativeTime at={row.createdDate} /> },
  {
    id: "modified",
    label: "Modified",
    width: 92,
    render: (row) => <RelativeTime at={row.lastModifiedDate} />,
  },
  {
    id: "failedAttempts",
    label: "Failed attempts",
    width: 110,
    align: "right",
    render: (row) => row.numberOfFailedAttempts,
  },
  { id: "nextAttempt", label: "Next attempt", width: 104, render: nextAttempt },
  { id: "errorCode", label: "Error", width: 170, grow: 1, render: errorCode },
  { id: "errorMessage", label: "Error message", width: 180, grow: 2, render: errorMessage },
  {
    id: "assignee",
    label: "Assigned to",
    width: 120,
    render: ({ assignee }) => <ClippedText text={assignee ?? ""} />,
  },
  { id: "device", label: "Device", width: 130, render: (row) => <ClippedText text={row.deviceIdentifier} /> },
  {
    id: "appVersion",
    label: "App version",
    width: 96,
    render: ({ appVersion }) => <ClippedText text={appVersion} />,
  },
  { id: "signed", label: "Signed", width: 70, render: signed },
];

/** The columns that are shown until the user chooses. */
export const DEFAULT_COLUMNS = [
  "status",
  "name",
  "owner",
  "objects",
  "received",
  "errorCode",
  "errorMessage",
];

/** The columns that sort, and by what. */
export const SORT_COLUMNS: Record<string, SortBy> = {
  received: "received",
  made: "offlineTimestamp",
  modified: "lastModified",
};

/** The chosen columns in the order of the screen; the default when none of the names is known. */
export function columnsOf(ids: string[]): Column<TransactionRow>[] {
  const chosen = COLUMNS.filter(({ id }) => ids.includes(id));
  return chosen.length > 0 ? chosen : COLUMNS.filter(({ id }) => DEFAULT_COLUMNS.includes(id));
}

function owner({ ownerName, ownerId }: TransactionRow) {
  if (ownerName !== null) return <ClippedText text={ownerName} />;
  return (
    <span className="mono" data-hint={`${ownerId}\nThis workspace does not know the user.`}>
      <DataText text={shortened(ownerId)} />
    </span>
  );
}

function objects({ objectNames }: TransactionRow) {
  return objectNames.length === 0 ? (
    <span className="dim">no items</span>
  ) : (
    <ClippedText text={objectNames.join(", ")} />
  );
}

function nextAttempt({ nextAttemptAt }: TransactionRow) {
  return nextAttemptAt === null ? null : <RelativeTime at={nextAttemptAt} />;
}

function errorCode({ errorCode: code }: TransactionRow) {
  return code === null ? null : <ClippedText text={code} mono />;
}

function errorMessage({ errorMessage: message }: TransactionRow) {
  return message === null ? null : <ClippedText text={message} />;
}

function signed({ isWithSignedItem }: TransactionRow) {
  return isWithSignedItem ? <IconSignature size={16} aria-label="Signed" /> : null;
}
