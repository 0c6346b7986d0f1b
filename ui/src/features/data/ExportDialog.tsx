import { Modal } from "@mantine/core";

import { useCommandMutation } from "../../api/query";
import type { TransactionFilter } from "../../bindings/TransactionFilter";
import { JobView } from "../jobs/JobView";
import { useJob } from "../jobs/useJobs";
import { ExportForm } from "./ExportForm";

interface ExportDialogProps {
  /** What to export; none keeps the dialog closed. */
  filter: TransactionFilter | undefined;
  onClose: () => void;
}

/** Writes transactions to files. */
export function ExportDialog({ filter, onClose }: ExportDialogProps) {
  return (
    <Modal opened={filter !== undefined} onClose={onClose} title="Export transactions" size={600}>
      {filter && <Export filter={filter} onClose={onClose} />}
    </Modal>
  );
}

function Export({ filter, onClose }: { filter: TransactionFilter; onClose: () => void }) {
  const start = useCommandMutation("data.export");
  const pack = useCommandMutation("data.supportBundle");
  const job = useJob(start.data ?? pack.data);
  const reset = () => {
    start.reset();
    pack.reset();
  };
  if (job) return <JobView job={job} onClose={onClose} onAgain={reset} againLabel="Export again" />;
  return (
    <ExportForm
      filter={filter}
      busy={start.isPending || pack.isPending}
      error={start.error ?? pack.error}
      onExport={start.mutate}
      onPack={pack.mutate}
      onCancel={onClose}
    />
  );
}
