import { Modal } from "@mantine/core";
import { useState } from "react";

import type { Job } from "../../bindings/Job";
import { JobView } from "../jobs/JobView";
import { useJob } from "../jobs/useJobs";
import { BulkForm } from "./BulkForm";
import type { BulkRequest } from "./request";
import { BULK_WORDING } from "./words";

interface BulkDialogProps {
  /** What is asked for; none while the dialog is closed. */
  request: BulkRequest | undefined;
  onClose: () => void;
}

/** An action on many transactions, from what it will do to what came of it. */
export function BulkDialog({ request, onClose }: BulkDialogProps) {
  return (
    <Modal
      opened={request !== undefined}
      onClose={onClose}
      title={request && `${BULK_WORDING[request.kind].label}: ${toWhich(request)}`}
      size={request?.kind === "patch" ? 720 : 540}
    >
      {request && <Content key={JSON.stringify(request)} request={request} onClose={onClose} />}
    </Modal>
  );
}

function Content({ request, onClose }: { request: BulkRequest; onClose: () => void }) {
  const [started, setStarted] = useState<Job>();
  const job = useJob(started);
  if (job === undefined) return <BulkForm request={request} onStarted={setStarted} onCancel={onClose} />;
  return <JobView job={job} onClose={onClose} />;
}

function toWhich({ scope }: BulkRequest): string {
  switch (scope.kind) {
    case "ids":
      return `${scope.targets.length.toLocaleString("en")} selected`;
    case "filter":
      return "all that match";
    case "held":
      return `what bulk job ${scope.job} held`;
    case "journal":
      return `bulk job ${scope.job}`;
  }
}
