import { Button } from "@mantine/core";
import { IconFlask, IconListDetails } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { useDialogs } from "../../../app/dialogs/dialogs";
import type { ErrorGroup } from "../../../bindings/ErrorGroup";
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
          whyNot={failed === 0 ? "No transaction is Failed with this error." : null}
          onClick={() =>
            openDialog({
              kind: "simulate",
              scope: { kind: "filter", filter: { errorGroup: id, statuses: ["Failed"] } },
            })
          }
        >
          Simulate
        </GuardedButton>
      </div>
      <FixAdvice error={error} />
    </>
  );
}
