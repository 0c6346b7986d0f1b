import { Button, Group, Stack } from "@mantine/core";

import type { Job } from "../../bindings/Job";
import { JobProgress } from "../../components/job/JobProgress";
import { JobOutcome } from "./JobOutcome";

interface JobViewProps {
  job: Job;
  onClose: () => void;
  /** Goes back to the form, once the job has ended; none where the same again makes no sense. */
  onAgain?: () => void;
  againLabel?: string;
}

/** A job in the dialog that started it. The dialog can be closed: the job goes on and stays in the list of jobs. */
export function JobView({ job, onClose, onAgain, againLabel }: JobViewProps) {
  const running = job.state === "running";
  return (
    <Stack gap="md">
      <JobProgress job={job} />
      <JobOutcome job={job} />
      <Group justify="flex-end" gap="xs">
        {!running && onAgain && (
          <Button variant="default" onClick={onAgain}>
            {againLabel}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {running ? "Go on in the background" : "Close"}
        </Button>
      </Group>
    </Stack>
  );
}
