import { TextInput } from "@mantine/core";

import { useCommand } from "../../../../api/query";
import { DataText } from "../../../../components/text/DataText";
import { looksLikeId, plainText, textJson } from "../../payload/field-text";
import type { ControlProps } from "./control";
import { LookupButton } from "./LookupButton";

/** A reference: the Id as it is in the payload, the name it has in the org, and a search by name. */
export function ReferenceControl({ field, json, label, name, error, onChange }: ControlProps) {
  const text = plainText(json);
  return (
    <TextInput
      label={label}
      error={error}
      description={<WhatItIs id={text} help={field?.help ?? null} />}
      inputWrapperOrder={["label", "input", "description", "error"]}
      classNames={{ input: "mono" }}
      value={text}
      onChange={(event) => onChange(textJson(event.currentTarget.value.trim()))}
      rightSection={
        field && (
          <LookupButton
            name={name}
            objects={field.referenceTo}
            onPick={(id) => onChange(JSON.stringify(id))}
          />
        )
      }
    />
  );
}

function WhatItIs({ id, help }: { id: string; help: string | null }) {
  const record = useCommand("org.record", { id }, looksLikeId(id));
  if (id === "") return help ?? "No record";
  if (!looksLikeId(id)) return "A record made on the device, by the device's own id";
  if (record.error?.code === "notFound") return "The org has no record with this Id";
  if (!record.data) return "…";
  return (
    <>
      {record.data.objectName}: <DataText text={record.data.name} />
      {record.data.isDeleted && " (in the recycle bin)"}
    </>
  );
}
