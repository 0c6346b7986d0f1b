import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import type { RpcError } from "../../../api/rpc-error";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import classes from "./actions.module.css";
import { ResultRow } from "./ResultRow";
import type { Answer } from "./run";
import { type ActionTarget, split, type TransactionAction } from "./rules";
import { WORDING } from "./wording";

interface ActionResultsProps {
  action: TransactionAction;
  answers: Answer[];
  busy: boolean;
  error: RpcError | null;
  onAgain: (targets: ActionTarget[]) => void;
  onClose: () => void;
}

const KINDS = ["done", "conflict", "notAllowed", "notFound", "notAsked"] as const;
const COUNTED = {
  done: "done",
  conflict: "changed meanwhile",
  notAllowed: "not allowed",
  notFound: "not found",
  notAsked: "not asked",
};

/** What happened to each transaction. One that changed meanwhile shows both sides and can be asked again. */
export function ActionResults({ action, answers, busy, error, onAgain, onClose }: ActionResultsProps) {
  const { label } = WORDING[action];
  const conflicts = answers.filter(({ result }) => result.kind === "conflict");
  const ids = conflicts.map(({ target }) => target.id);
  const now = useQuery({
    ...commandQuery("transactions.rows", { ids }),
    enabled: ids.length > 0,
    staleTime: 0,
  });
  const rows = new Map(now.data?.map((row) => [row.id, row]));
  const again = split(
    action,
    [...rows.values()].filter(({ id }) => ids.includes(id)),
  ).allowed;
  const unasked = answers.filter(({ result }) => result.kind === "notAsked").map(({ target }) => target);
  const sorted = KINDS.toReversed().flatMap((kind) => answers.filter(({ result }) => result.kind === kind));

  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        {counts(answers)}
      </Text>
      {error && <ErrorNotice error={error} />}
      <div
        className={classes.results}
        role="list"
        aria-label="What happened to each transaction"
        tabIndex={0}
      >
        {sorted.map(({ target, result }) => (
          <ResultRow key={target.id} target={target} result={result} now={rows.get(target.id)} />
        ))}
      </div>
      <Group justify="flex-end" gap="xs">
        {again.length > 0 && (
          <Button variant="default" loading={busy} onClick={() => onAgain(again)}>
            {label} as {again.length === 1 ? "it is" : "they are"} now ({again.length.toLocaleString("en")})
          </Button>
        )}
        {unasked.length > 0 && (
          <Button variant="default" loading={busy} onClick={() => onAgain(unasked)}>
            Continue with the rest ({unasked.length.toLocaleString("en")})
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

function counts(answers: Answer[]): string {
  return KINDS.map((kind) => ({ kind, count: answers.filter(({ result }) => result.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count.toLocaleString("en")} ${COUNTED[kind]}`)
    .join(" · ");
}
