import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { EmptyState } from "../components/feedback/EmptyState";

/** A URL without a screen. */
export function NotFound() {
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={IconMapOff}
      title="There is no such screen"
      action={<Button onClick={() => void navigate({ to: "/overview" })}>Go to Overview</Button>}
    >
      The address may come from another version of the console.
    </EmptyState>
  );
}
