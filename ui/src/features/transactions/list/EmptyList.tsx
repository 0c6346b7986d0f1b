import { Button, Group } from "@mantine/core";
import { IconCircleCheck, IconFilterOff, IconInbox } from "@tabler/icons-react";

import { useDialogs } from "../../../app/dialogs/dialogs";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { hasConditions } from "../search";
import type { TransactionsNavigation } from "../useTransactionsNavigation";
import { viewOf } from "../views";

/** Instead of rows: good news, a filter that finds nothing, or a workspace without transactions. */
export function EmptyList({
  navigation: { search, clearConditions, go },
}: {
  navigation: TransactionsNavigation;
}) {
  const openDialog = useDialogs();
  const view = viewOf(search.view);

  if (hasConditions(search)) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title="No transaction meets this filter"
        action={
          <Group gap="xs">
            <Button onClick={clearConditions}>Clear the filter</Button>
            {view.id !== "all" && (
              <Button variant="default" onClick={() => go({ view: undefined, statuses: undefined })}>
                Search in all views
              </Button>
            )}
          </Group>
        }
      >
        Take a condition away, or look at a longer period.
      </EmptyState>
    );
  }
  if (view.id === "all") {
    return (
      <EmptyState
        icon={IconInbox}
        title="This workspace has no transactions yet"
        action={<Button onClick={() => openDialog({ kind: "import" })}>Import Data Loader files</Button>}
      >
        Import exports of DeviceSyncTransaction, DeviceSyncTransactionRecord and DeviceSyncTransactionLog.
      </EmptyState>
    );
  }
  const good = view.id === "attention" || view.id === "failed";
  return (
    <EmptyState
      icon={good ? IconCircleCheck : IconInbox}
      good={good}
      title={good ? "Nothing failed. All is well." : `No transaction is ${view.label}`}
      action={
        <Button variant="default" onClick={() => go({ view: undefined })}>
          Show all transactions
        </Button>
      }
    >
      {view.meaning}
    </EmptyState>
  );
}
