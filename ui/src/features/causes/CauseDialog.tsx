import { Modal } from "@mantine/core";

import { CauseForm } from "./CauseForm";
import type { CauseSubject } from "./draft";

interface CauseDialogProps {
  /** What is written; none while the dialog is closed. */
  of: CauseSubject | undefined;
  onClose: () => void;
}

/** Adds an entry to the cause catalogue, or changes one that an admin made. */
export function CauseDialog({ of, onClose }: CauseDialogProps) {
  return (
    <Modal
      opened={of !== undefined}
      onClose={onClose}
      title={of && "own" in of ? "Change the entry" : "New entry of the cause catalogue"}
      size={620}
      // A click beside the dialog must not throw away what is written.
      closeOnClickOutside={false}
    >
      {of && <CauseForm of={of} onClose={onClose} />}
    </Modal>
  );
}
