import type { Comparison } from "../../../bindings/Comparison";
import { exactLocal, exactUtc } from "../../../components/time/format";
import { Notice } from "../edit/EditNotices";
import { looksLikeId } from "../payload/field-text";

/** What an admin must know before choosing: the record is gone, or the org's is newer. */
export function CompareNotices({ comparison }: { comparison: Comparison }) {
  const { record, recordId, isOrgNewer, madeAt, orgModifiedAt } = comparison;
  if (!record) return <Notice>{whyMissing(recordId)}</Notice>;
  return (
    <>
      {record.isDeleted && (
        <Notice>
          The record is deleted: it is in the recycle bin of the org. Applying the update would not bring it
          back.
        </Notice>
      )}
      {isOrgNewer && orgModifiedAt !== null && (
        <Notice>
          <b>The org&apos;s record is newer than this update.</b> It was changed in the org{" "}
          <Exact at={orgModifiedAt} />; the update was made on the device <Exact at={madeAt} />.
        </Notice>
      )}
    </>
  );
}

function whyMissing(recordId: string | null): string {
  if (recordId === null) return "The update names no record. Enter its Id in Edit.";
  if (!looksLikeId(recordId)) {
    return "The record was made on the device, and is not in the org yet: there is nothing to compare with.";
  }
  return "The org has no record with this Id: there is nothing to compare with.";
}

function Exact({ at }: { at: string }) {
  return (
    <time dateTime={at} data-hint={exactUtc(at)}>
      {exactLocal(at)}
    </time>
  );
}
