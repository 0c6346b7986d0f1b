import { ActionIcon, Button, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";

import { useCommand } from "../../../api/query";
import type { FieldDescribe } from "../../../bindings/FieldDescribe";
import classes from "../bulk.module.css";
import type { ChangeKind, PatchDraft } from "./rule";

interface PatchFieldsProps {
  value: PatchDraft;
  onChange: (draft: PatchDraft) => void;
  /** The fields of the object, once they are known. */
  fields: FieldDescribe[] | undefined;
}

const KINDS: { value: ChangeKind; label: string }[] = [
  { value: "set", label: "Set" },
  { value: "replace", label: "Replace text" },
  { value: "map", label: "Map values" },
  { value: "remove", label: "Remove" },
];

/** Which field of which object, and what happens to it. */
export function PatchFields({ value, onChange, fields }: PatchFieldsProps) {
  const objects = useCommand("org.objects", {});
  const change = (changes: Partial<PatchDraft>) => onChange({ ...value, ...changes });
  return (
    <Stack gap="sm">
      <Group gap="sm" grow align="flex-start">
        <Select
          label="Object"
          searchable
          required
          placeholder="Visit"
          data={(objects.data ?? []).map(({ name, label }) => ({ value: name, label: `${label} (${name})` }))}
          value={value.objectName}
          onChange={(objectName) => change({ objectName, field: null })}
        />
        <Select
          label="Field"
          searchable
          required
          disabled={fields === undefined}
          placeholder={fieldPlaceholder(value, fields)}
          data={(fields ?? []).map(({ name, label }) => ({ value: name, label: `${label} (${name})` }))}
          value={value.field}
          onChange={(field) => change({ field })}
        />
      </Group>
      <SegmentedControl
        aria-label="What happens to the field"
        data={KINDS}
        value={value.kind}
        onChange={(kind) => change({ kind })}
      />
      {value.kind === "set" && (
        <TextInput
          label="New value"
          description="Left empty, the field becomes null."
          value={value.first}
          onChange={(event) => change({ first: event.currentTarget.value })}
        />
      )}
      {value.kind === "replace" && (
        <Group gap="sm" grow align="flex-start">
          <TextInput
            label="Text to find"
            required
            value={value.first}
            onChange={(event) => change({ first: event.currentTarget.value })}
          />
          <TextInput
            label="Replace with"
            value={value.second}
            onChange={(event) => change({ second: event.currentTarget.value })}
          />
        </Group>
      )}
      {value.kind === "map" && <Pairs value={value} onChange={change} />}
      {value.kind === "remove" && (
        <p className={classes.dim}>The field is taken out of each payload that has it.</p>
      )}
    </Stack>
  );
}

function fieldPlaceholder({ objectName }: PatchDraft, fields: FieldDescribe[] | undefined): string {
  if (objectName === null) return "Choose the object first";
  return fields === undefined ? "Its fields are being fetched" : "Status";
}

function Pairs({ value, onChange }: { value: PatchDraft; onChange: (changes: Partial<PatchDraft>) => void }) {
  const { pairs } = value;
  const set = (at: number, changes: Partial<PatchDraft["pairs"][number]>) =>
    onChange({ pairs: pairs.map((pair, place) => (place === at ? { ...pair, ...changes } : pair)) });
  return (
    <Stack gap={6}>
      {pairs.map(({ from, to }, at) => (
        <Group key={at} gap={6} wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={`Value ${at + 1} before`}
            placeholder="Before"
            value={from}
            onChange={(event) => set(at, { from: event.currentTarget.value })}
          />
          <TextInput
            flex={1}
            aria-label={`Value ${at + 1} after`}
            placeholder="After"
            value={to}
            onChange={(event) => set(at, { to: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove line ${at + 1}`}
            disabled={pairs.length === 1}
            onClick={() => onChange({ pairs: pairs.filter((_, place) => place !== at) })}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange({ pairs: [...pairs, { from: "", to: "" }] })}
        style={{ alignSelf: "flex-start" }}
      >
        Another value
      </Button>
    </Stack>
  );
}
