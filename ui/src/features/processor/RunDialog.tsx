import { Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";

import { useCommand } from "../../api/query";
import { RunForm } from "./RunForm";

/** Starts a run from anywhere, and shows it. */
export function RunDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const state = useCommand("processor.state", {});
  return (
    <Modal opened={opened} onClose={onClose} title="Run the Sync Processor" size={460}>
      <RunForm
        running={Boolean(state.data?.running)}
        paused={Boolean(state.data?.paused)}
        onStarted={() => {
          onClose();
          void navigate({ to: "/processor" });
        }}
      />
    </Modal>
  );
}
