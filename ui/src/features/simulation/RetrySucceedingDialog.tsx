import { Button, Group, Modal, Stack } from "@mantine/core";

import { useCommandMutation } from "../../api/query";
import type { ActionAnswer } from "../../bindings/ActionAnswer";
import { ReasonForm } from "../../components/dialogs/ReasonDialog";
import { transactions } from "../transactions/actions/wording";
import classes from "./simulation.module.css";

interface RetrySucceedingDialogProps {
  jobId: number;
  /** How many would succeed. */
  count: number;
  opened: boolean;
  onClose: () => void;
}

/** Queues those that would succeed for one more attempt, and says what happened. */
export function RetrySucceedingDialog({ jobId, count, opened, onClose }: RetrySucceedingDialogProps) {
  const retry = useCommandMutation("simulation.retrySucceeding");
  const close = () => {
    onClose();
    retry.reset();
  };
  return (
    <Modal opened={opened} onClose={close} title="Retry those that would succeed" size={520}>
      {retry.data ? (
        <Stack gap="md">
          <Results answers={retry.data.answers} />
          <Group justify="flex-end">
            <Button data-autofocus onClick={close}>
              Close
            </Button>
          </Group>
        </Stack>
      ) : (
        <ReasonForm
          onClose={close}
          confirmLabel={`Retry (${count.toLocaleString("en")})`}
          busy={retry.isPending}
          error={retry.error}
          onConfirm={(reason) => retry.mutate({ jobId, reason })}
        >
          <p className={classes.extent}>
            <b>{transactions(count)}</b> would succeed. Those that may be retried are queued for one more
            attempt each; those that wait in the queue already are left as they are.
          </p>
          <ul className={classes.facts}>
            <li>One that was changed since it was simulated is left alone.</li>
            <li>The org may change until the attempt: an attempt can still fail.</li>
            <li>What an attempt applies to the org cannot be taken back here.</li>
          </ul>
        </ReasonForm>
      )}
    </Modal>
  );
}

function Results({ answers }: { answers: ActionAnswer[] }) {
  const of = (kind: ActionAnswer["result"]["kind"]) => answers.filter(({ result }) => result.kind === kind);
  const lines: [count: number, text: string][] = [
    [of("done").length, "queued for one more attempt"],
    [
      of("notAllowed").length,
      "left as they are: they wait in the queue already, or their status does not allow it",
    ],
    [of("conflict").length, "changed since they were simulated, and left alone: simulate them again"],
    [of("notFound").length, "not in this store any more"],
  ];
  return (
    <div role="status">
      <ul className={classes.facts}>
        {lines.map(
          ([count, text]) =>
            count > 0 && (
              <li key={text}>
                <b>{count.toLocaleString("en")}</b> {text}
              </li>
            ),
        )}
        {answers.length === 0 && <li>None of them may be retried: they wait in the queue already.</li>}
      </ul>
    </div>
  );
}
