import { Modal } from "@mantine/core";

import { ReportForm } from "./ReportForm";

/** What a day was like: to look at, to save, to send. */
export function ReportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Daily report" size={720}>
      <ReportForm onClose={onClose} />
    </Modal>
  );
}
