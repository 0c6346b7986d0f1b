import { Button } from "@mantine/core";
import { IconBan, IconFlask, IconListDetails, IconRefresh } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { useDialogs } from "../../../app/dialogs/dialogs";
import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { transactions } from "../../transactions/actions/wording";
import type { KnownError } from "../../causes/match";
import { FixAdvice } from "./FixAdvice";
import classes from "./pane.module.css";

interface GroupActionsProps {
  group: ErrorGroup;
  error: KnownError;
}

/** What can be done with all transactions of a group, and what mends its error. */
export function GroupActions({ group: { id, failed, transactions: all }, error }: GroupActionsProps) {
  const openDialog = useDialogs();
  const navigate = useNavigate();
  const filter: TransactionFilter = { errorGroup: id, statuses: ["Failed"] };
  const whyNot = failed === 0 ? "No transaction is Failed with this error." : null;
  const act = (kind: "retry" | "ignore") =>
    openDialog({ kind: "bulk", request: { kind, scope: { kind: "filter", filter } } });
  return (
    <>
      <div className={classes.actions} role="group" aria-label="The whole group">
        <Button
          size="compact-sm"
          leftSection={<IconListDetails size={14} aria-hidden />}
          onClick={() => void navigate({ to: "/transactions", search: { errorGroup: id } })}
        >
          {all === 1 ? "Show its transaction" : `Show its ${transactions(all)}`}
        </Button>
        <GuardedButton
          size="compact-sm"
          variant="default"
          leftSection={<IconFlask size={14} aria-hidden />}
          whyNot={whyNot}
          onClick={() => openDialog({ kind: "simulate", scope: { kind: "filter", filter } })}
        >
          Simulate
        </GuardedButton>
        <GuardedButton
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          whyNot={whyNot}
          onClick={() => act("retry")}
        >
          Retry…
        </GuardedButton>
        <GuardedButton
          size="compact-sm"
          variant="default"
          leftSection={<IconBan size={14} aria-hidden />}
          whyNot={whyNot}
          onClick={() => act("ignore")}
        >
          Ignore…
        </GuardedButton>
      </div>
      <FixAdvice error={error} filter={filter} whyNot={whyNot} />
    </>
  );
}
