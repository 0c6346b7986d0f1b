import { Button, Checkbox, Group, Radio, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";

import { useCommand } from "../../api/query";
import type { RpcError } from "../../api/rpc-error";
import type { ExportFormat } from "../../bindings/ExportFormat";
import type { ExportRequest } from "../../bindings/ExportRequest";
import type { FilterCount } from "../../bindings/FilterCount";
import type { SupportBundleRequest } from "../../bindings/SupportBundleRequest";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { platform } from "../../platform/platform";
import { conditionsOf } from "./conditions";
import classes from "./results.module.css";

interface ExportFormProps {
  filter: TransactionFilter;
  busy: boolean;
  error: RpcError | null;
  onExport: (request: ExportRequest) => void;
  onPack: (request: SupportBundleRequest) => void;
  onCancel: () => void;
}

/** Counting what a filter finds stops here. */
const COUNT_UP_TO = 1_000_000;

/** A format, or a bundle of what support needs. */
type Choice = ExportFormat | "zip";

/** What goes where in which format. */
const TARGETS: Record<Choice, { label: string; description: string; suggestedName: string }> = {
  csv: {
    label: "Folder, or the path of the transactions’ file in it",
    description: "The files of items and log entries go beside it.",
    suggestedName: "DeviceSyncTransaction.csv",
  },
  json: { label: "File", description: "One line for each transaction.", suggestedName: "transactions.json" },
  xlsx: {
    label: "File",
    description: "A workbook with a sheet of transactions, of items and of log entries.",
    suggestedName: "transactions.xlsx",
  },
  zip: {
    label: "File",
    description: "A ZIP. Look through it before you send it.",
    suggestedName: "support-bundle.zip",
  },
};

/** Which format, and where to. */
export function ExportForm({ filter, busy, error, onExport, onPack, onCancel }: ExportFormProps) {
  const [format, setFormat] = useState<Choice>("csv");
  const [out, setOut] = useState("");
  const [mask, setMask] = useState(false);
  const [disarm, setDisarm] = useState(false);
  const count = useCommand("transactions.count", { filter, atMost: COUNT_UP_TO });
  const { label, description, suggestedName } = TARGETS[format];

  const browse = async () => {
    const kinds = [{ name: format.toUpperCase(), extensions: [format] }];
    const path = await platform().askWhereToSave({ title: "Where the export goes", kinds, suggestedName });
    if (path !== null) setOut(path);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (format === "zip") onPack({ filter, out: out.trim() });
    else onExport({ filter, format, out: out.trim(), safety: { mask, disarm: format === "csv" && disarm } });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Extent filter={filter} count={count.data} />
        <Radio.Group label="Format" value={format} onChange={setFormat}>
          <Stack gap={6} mt={4}>
            <Radio value="csv" label="CSV: three Data Loader files that Import takes back" />
            <Radio value="json" label="JSON: each transaction with its items and log entries" />
            <Radio value="xlsx" label="Excel workbook, for people: no value in it is a formula" />
            <Radio
              value="zip"
              label="Support bundle: at most 1,000 of them, error groups, settings and runs; always masked"
            />
          </Stack>
        </Radio.Group>
        <Checkbox
          disabled={format === "zip"}
          label="Mask personal data"
          description="Contact details, names, signatures and free text become •••."
          checked={mask || format === "zip"}
          onChange={(event) => setMask(event.currentTarget.checked)}
        />
        {format === "csv" && (
          <Checkbox
            label="Disarm formulas"
            description="A value that begins with = + - or @ gets an apostrophe. Such files are not for import."
            checked={disarm}
            onChange={(event) => setDisarm(event.currentTarget.checked)}
          />
        )}
        <TextInput
          data-autofocus
          label={label}
          description={description}
          required
          value={out}
          onChange={(event) => setOut(event.currentTarget.value)}
          rightSectionWidth={90}
          rightSection={
            <Button size="compact-xs" variant="default" onClick={() => void browse()}>
              Browse…
            </Button>
          }
        />
        {error && <ErrorNotice error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={out.trim() === ""}>
            Export
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** How much will be exported, and by which conditions. */
function Extent({ filter, count }: { filter: TransactionFilter; count: FilterCount | undefined }) {
  const conditions = conditionsOf(filter);
  return (
    <div role="status">
      <p className={classes.extent}>
        {count
          ? `${count.count.toLocaleString("en")}${count.more ? " or more" : ""} transactions, with their items and log entries.`
          : "Counting what will be exported…"}
      </p>
      {conditions.length === 0 ? (
        <p className={classes.extent}>No filter: everything in the workspace.</p>
      ) : (
        <ul className={classes.conditions}>
          {conditions.map((condition) => (
            <li key={condition}>{condition}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
