import { ActionIcon, Button, Group, Modal, Stack, Switch, Textarea } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import { useCommandMutation } from "../../api/query";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { JobProgress } from "../../components/job/JobProgress";
import { platform } from "../../platform/platform";
import { JobOutcome } from "../jobs/JobOutcome";
import { useJob } from "../jobs/useJobs";

/** Reads Data Loader files into the workspace. */
export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Import Data Loader files" size={640}>
      <ImportForm onClose={onClose} />
    </Modal>
  );
}

function ImportForm({ onClose }: { onClose: () => void }) {
  const [paths, setPaths] = useState("");
  const [allOrNone, setAllOrNone] = useState(false);
  const start = useCommandMutation("data.import");
  const job = useJob(start.data);
  const files = paths.split("\n").flatMap((path) => path.trim() || []);

  const browse = async () => {
    const chosen = await platform().askForFiles({
      title: "Data Loader files",
      kinds: [{ name: "CSV", extensions: ["csv", "CSV"] }],
      multiple: true,
    });
    if (chosen.length > 0) setPaths([...files, ...chosen].join("\n"));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    start.mutate({ files, allOrNone });
  };

  if (job) {
    return (
      <Stack gap="md">
        <JobProgress job={job} />
        <JobOutcome job={job} />
        <Group justify="flex-end" gap="xs">
          {job.state !== "running" && (
            <Button variant="default" onClick={() => start.reset()}>
              Import more
            </Button>
          )}
          <Button onClick={onClose}>{job.state === "running" ? "Go on in the background" : "Close"}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label="Files, one path per line"
          description="CSV exports of DeviceSyncTransaction, DeviceSyncTransactionRecord and DeviceSyncTransactionLog. Which is which is told by the header; rows that are there already change nothing."
          required
          autosize
          minRows={3}
          value={paths}
          onChange={(event) => setPaths(event.currentTarget.value)}
          rightSection={
            <ActionIcon variant="subtle" aria-label="Choose files" onClick={() => void browse()}>
              <IconFolderOpen size={17} aria-hidden />
            </ActionIcon>
          }
        />
        <Switch
          label="All or none"
          description="Stops at the first bad row and leaves the workspace as it was. Off: bad rows go to a rejects file, the rest goes in."
          checked={allOrNone}
          onChange={(event) => setAllOrNone(event.currentTarget.checked)}
        />
        {start.error && <ErrorNotice error={start.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={start.isPending} disabled={files.length === 0}>
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
