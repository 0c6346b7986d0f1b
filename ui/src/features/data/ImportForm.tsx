import { Button, Group, Stack, Switch, Textarea } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import type { RpcError } from "../../api/rpc-error";
import type { ImportRequest } from "../../bindings/ImportRequest";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { platform } from "../../platform/platform";

interface ImportFormProps {
  busy: boolean;
  error: RpcError | null;
  onImport: (request: ImportRequest) => void;
  onCancel: () => void;
}

/** Which files, and what becomes of bad rows. */
export function ImportForm({ busy, error, onImport, onCancel }: ImportFormProps) {
  const [paths, setPaths] = useState("");
  const [allOrNone, setAllOrNone] = useState(false);
  const files = paths.split("\n").flatMap((path) => path.trim() || []);

  const browse = async () => {
    const chosen = await platform().askForFiles({
      title: "Data Loader files",
      kinds: [{ name: "CSV", extensions: ["csv", "CSV"] }],
      multiple: true,
    });
    if (chosen.length > 0) setPaths([...new Set([...files, ...chosen])].join("\n"));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onImport({ files, allOrNone });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Stack gap={8} align="flex-start">
          <Textarea
            data-autofocus
            w="100%"
            label="CSV files, one path per line"
            description="Exports of DeviceSyncTransaction, DeviceSyncTransactionRecord and DeviceSyncTransactionLog, in any order: the header tells which is which. Rows that are there already change nothing."
            required
            autosize
            minRows={3}
            maxRows={10}
            value={paths}
            onChange={(event) => setPaths(event.currentTarget.value)}
          />
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconFolderOpen size={15} aria-hidden />}
            onClick={() => void browse()}
          >
            Browse…
          </Button>
        </Stack>
        <Switch
          label="All or none"
          description="Stops at the first bad row and leaves the workspace as it was. Off: bad rows go to a rejects file with their reasons, the rest goes in."
          checked={allOrNone}
          onChange={(event) => setAllOrNone(event.currentTarget.checked)}
        />
        {error && <ErrorNotice error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={files.length === 0}>
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
