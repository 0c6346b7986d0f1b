import { IconCheck, IconX } from "@tabler/icons-react";

import { useCommand } from "../../../api/query";
import type { FieldDescribe } from "../../../bindings/FieldDescribe";
import type { RevealPlace } from "../../../bindings/RevealPlace";
import { DataText } from "../../../components/text/DataText";
import { HiddenMark } from "../../../components/text/HiddenMark";
import { isHidden } from "../../../components/text/mask";
import { RecordId } from "../../../components/text/RecordId";
import { exactLocal } from "../../../components/time/format";
import { HiddenValue } from "../../personal-data/HiddenValue";
import { looksLikeId, plainText } from "./field-text";
import classes from "./payload.module.css";

interface FieldValueProps {
  /** The value as JSON text. */
  json: string;
  /** What the org knows of the field; none when it does not know the field. */
  field: FieldDescribe | undefined;
  /** How it can be revealed if it is hidden: where it is, and the name of its field. */
  reveal?: { place: RevealPlace; name: string } | undefined;
}

/** A value of a payload or a record, as its type is read best; one that is hidden with a way to reveal it. */
export function FieldValue({ json, field, reveal }: FieldValueProps) {
  if (!isHidden(json)) return <OpenValue json={json} field={field} />;
  if (!reveal) return <HiddenMark />;
  const { place, name } = reveal;
  return (
    <HiddenValue hidden={{ place, field: name, label: field?.label ?? name }}>
      {(value) => <OpenValue json={value} field={field} />}
    </HiddenValue>
  );
}

function OpenValue({ json, field }: Pick<FieldValueProps, "json" | "field">) {
  const text = plainText(json);
  if (json === "null") return <span className={classes.none}>empty</span>;
  if (text === "") return <span className={classes.none}>empty text</span>;
  if (field?.type === "boolean" && (json === "true" || json === "false")) {
    const Mark = json === "true" ? IconCheck : IconX;
    return (
      <>
        <Mark size={13} aria-hidden /> {json}
      </>
    );
  }
  if (field?.type === "datetime" && json.startsWith('"') && !Number.isNaN(Date.parse(text))) {
    return (
      <time dateTime={text} data-hint={exactLocal(text)}>
        <DataText text={text} />
      </time>
    );
  }
  if ((field?.type === "reference" || field?.type === "id") && looksLikeId(text))
    return <Reference id={text} />;
  return <DataText text={text} />;
}

/** A record by its Id, with its name when the org has it. */
function Reference({ id }: { id: string }) {
  const record = useCommand("org.record", { id });
  return (
    <>
      <RecordId id={id} /> {record.data && <DataText text={record.data.name} />}
      {record.data?.isDeleted && <span className={classes.none}> (deleted)</span>}
      {record.error?.code === "notFound" && <span className={classes.none}>not in the org</span>}
    </>
  );
}
