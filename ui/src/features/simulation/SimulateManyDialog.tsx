import { Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";

import { SimulateManyForm } from "./SimulateManyForm";
import type { SimulationScope } from "./scope";

interface SimulateManyDialogProps {
  /** What is to be simulated; none while the dialog is closed. */
  scope: SimulationScope | undefined;
  onClose: () => void;
}

/** Says what will be simulated, starts it, and shows it on its own screen. */
export function SimulateManyDialog({ scope, onClose }: SimulateManyDialogProps) {
  const navigate = useNavigate();
  return (
    <Modal opened={scope !== undefined} onClose={onClose} title="Simulate" size={500}>
      {scope && (
        <SimulateManyForm
          scope={scope}
          onCancel={onClose}
          onStarted={({ id }) => {
            onClose();
            void navigate({ to: "/simulations/$jobId", params: { jobId: String(id) } });
          }}
        />
      )}
    </Modal>
  );
}
