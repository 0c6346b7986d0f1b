import { Button, Group, Modal, NumberInput, Stack } from "@mantine/core";
import { type SubmitEvent, useState } from "react";

import { useCommandMutation } from "../../api/query";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { StorePathField } from "./StorePathField";

/** What a field of the form may hold, and what it begins with. */
interface NumberField {
  label: string;
  description: string;
  start: number;
  min: number;
  max: number;
}

const FIELDS = {
  users: {
    label: "Users",
    description: "In 5 profiles and 40 territories.",
    start: 200,
    min: 1,
    max: 10_000,
  },
  transactions: {
    label: "Transactions",
    description: "Uploads of the last 60 days. 20,000 take some seconds, a million some minutes.",
    start: 20_000,
    min: 1,
    max: 1_000_000,
  },
  seed: {
    label: "Seed",
    description: "The same seed makes the same sample.",
    start: 1,
    min: 0,
    max: 4_294_967_295,
  },
} satisfies Record<string, NumberField>;

type FieldName = keyof typeof FIELDS;
type Values = Record<FieldName, number | "">;
const NAMES = Object.keys(FIELDS) as FieldName[];

/** Asks how large the sample becomes, and starts making it. */
export function SampleDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create a sample workspace" size={560}>
      <SampleForm onClose={onClose} />
    </Modal>
  );
}

function SampleForm({ onClose }: { onClose: () => void }) {
  const [storePath, setStorePath] = useState("");
  const [values, setValues] = useState<Values>({
    users: FIELDS.users.start,
    transactions: FIELDS.transactions.start,
    seed: FIELDS.seed.start,
  });
  const make = useCommandMutation("workspace.createSample");
  const problems = NAMES.filter((name) => problemOf(name, values[name]) !== undefined);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { users, transactions, seed } = values;
    if (users === "" || transactions === "" || seed === "" || problems.length > 0) return;
    make.mutate({ storePath, users, transactions, seed }, { onSuccess: onClose });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <StorePathField value={storePath} onChange={setStorePath} suggestedName="sample" />
        {NAMES.map((name) => (
          <NumberInput
            key={name}
            label={FIELDS[name].label}
            description={FIELDS[name].description}
            value={values[name]}
            error={problemOf(name, values[name])}
            onChange={(value) => setValues({ ...values, [name]: typeof value === "number" ? value : "" })}
            thousandSeparator=","
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            hideControls
          />
        ))}
        {make.isError && <ErrorNotice error={make.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={make.isPending}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={make.isPending}
            disabled={storePath.trim() === "" || problems.length > 0}
          >
            Create sample
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function problemOf(name: FieldName, value: number | ""): string | undefined {
  const { label, min, max } = FIELDS[name];
  if (value !== "" && value >= min && value <= max) return undefined;
  return `${label} must be a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}.`;
}
