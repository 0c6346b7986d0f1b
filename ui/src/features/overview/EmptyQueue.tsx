import { Button, Group } from "@mantine/core";
import { IconInbox, IconTableImport } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { useDialogs } from "../../app/dialogs/dialogs";
import { EmptyState } from "../../components/feedback/EmptyState";

/** Instead of an overview of nothing: the two ways to get transactions. */
export function EmptyQueue() {
  const openDialog = useDialogs();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={IconInbox}
      title="There is no transaction in this workspace yet"
      action={
        <Group gap="xs">
          <Button
            leftSection={<IconTableImport size={16} aria-hidden />}
            onClick={() => openDialog({ kind: "import" })}
          >
            Import Data Loader files
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: "/welcome" })}>
            Create a sample workspace
          </Button>
        </Group>
      }
    >
      Import the transactions of an org, or look around in a sample.
    </EmptyState>
  );
}
