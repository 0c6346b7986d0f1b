import { Button } from "@mantine/core";
import { IconBug } from "@tabler/icons-react";
import { type ErrorComponentProps, useNavigate } from "@tanstack/react-router";

import { EmptyState } from "../components/feedback/EmptyState";

/** A screen that a defect of the program stopped. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const navigate = useNavigate();
  return (
    <div role="alert">
      <EmptyState
        icon={IconBug}
        title="A defect stopped this screen"
        action={
          <Button
            onClick={() => {
              reset();
              void navigate({ to: "/overview" });
            }}
          >
            Go to Overview
          </Button>
        }
      >
        Nothing was lost: what you saved is in the workspace. If it comes back, report these words:{" "}
        {error instanceof Error ? error.message : String(error)}
      </EmptyState>
    </div>
  );
}
