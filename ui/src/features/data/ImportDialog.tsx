import { Modal } from "@mantine/core";

import { useCommandMutation } from "../../api/query";
import { JobView } from "../jobs/JobView";
import { useJob } from "../jobs/useJobs";
import { ImportForm } from "./ImportForm";

/** Reads Data Loader files into the workspace. */
export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Import Data Loader files" size={680}>
      <Import onClose={onClose} />
    </Modal>
  );
}

function Import({ onClose }: { onClose: () => void }) {
  const start = useCommandMutation("data.import");
  const job = useJob(start.data);
  if (job) return <JobView job={job} onClose={onClose} onAgain={start.reset} againLabel="Import more" />;
  return <ImportForm busy={start.isPending} error={start.error} onImport={start.mutate} onCancel={onClose} />;
}
