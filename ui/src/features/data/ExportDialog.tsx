import { Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";

import { useCommand, useCommandMutation } from "../../api/query";
import type { ExportFormat } from "../../bindings/ExportFormat";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { JobProgress } from "../../components/job/JobProgress";
import { platform } from "../../platform/platform";
import { JobOutcome } from "../jobs/JobOutcome";
import { useJob } from "../jobs/useJobs";

interface ExportDialogProps {
  /** What to export; none keeps the dialog closed. */
  filter: TransactionFilter | undefined;
  onClose: () => void;
}

/** Counting what a filter finds stops here. */
const COUNT_UP_TO = 1_000_000;

/** Writes transactions to files. */
export function ExportDialog({ filter, onClose }: ExportDialogProps) {
  return (
    <Modal opened={filter !== undefined} onClose={onClose} title="Export transactions" size={560}>
      {filter && <ExportForm filter={filter} onClose={onClose} />}
    </Modal>
  );
}

function ExportForm({ filter, onClose }: { filter: TransactionFilter; onClose: () => void }) {
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [out, setOut] = useState("");
  const count = useCommand("transactions.count", { filter, atMost: COUNT_UP_TO });
  const start = useCommandMutation("data.export");
  const job = useJob(start.data);

  const browse = async () => {
    const path = await platform().askWhereToSave({
      title: "Where the export goes",
      kinds: [{ name: format === "csv" ? "CSV" : "JSON", extensions: [format] }],
      suggestedName: `transactions.${format}`,
    });
    if (path !== null) setOut(path);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    start.mutate({ filter, format, out: out.trim() });
  };

  if (job) {
    return (
      <Stack gap="md">
        <JobProgress job={job} />
        <JobOutcome job={job} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{job.state === "running" ? "Go on in the background" : "Close"}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          {count.data
            ? `${count.data.count.toLocaleString("en")}${count.data.more ? " or more" : ""} transactions, with their items and log entries.`
            : "Counting what will be exported…"}
        </Text>
        <Radio.Group label="Format" value={format} onChange={(value) => setFormat(value)}>
          <Stack gap={6} mt={4}>
            <Radio value="csv" label="CSV: three files that Import takes back" />
            <Radio value="json" label="JSON: one line per transaction, with its items and log entries" />
          </Stack>
        </Radio.Group>
        <TextInput
          label={format === "csv" ? "Folder, or the transactions' file in it" : "File"}
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
        {start.error && <ErrorNotice error={start.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={start.isPending} disabled={out.trim() === ""}>
            Export
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
