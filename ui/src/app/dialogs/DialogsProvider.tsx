import { type ReactNode, useCallback, useState } from "react";

import { BulkDialog } from "../../features/bulk/BulkDialog";
import { CauseDialog } from "../../features/causes/CauseDialog";
import { ExportDialog } from "../../features/data/ExportDialog";
import { ImportDialog } from "../../features/data/ImportDialog";
import { PauseDialog } from "../../features/processor/PauseDialog";
import { RunDialog } from "../../features/processor/RunDialog";
import { ReportDialog } from "../../features/report/ReportDialog";
import { SimulateManyDialog } from "../../features/simulation/SimulateManyDialog";
import { InboxDrawer } from "../../features/watch/inbox/InboxDrawer";
import { ShortcutsDialog } from "../shell/ShortcutsDialog";
import { type AppDialog, DialogsContext } from "./dialogs";

/** Holds the dialogs that belong to no screen. */
export function DialogsProvider({ children }: { children: ReactNode }) {
  const [dialog, setDialog] = useState<AppDialog>();
  const close = useCallback(() => setDialog(undefined), []);
  return (
    <DialogsContext value={setDialog}>
      {children}
      <ImportDialog opened={dialog?.kind === "import"} onClose={close} />
      <ExportDialog filter={dialog?.kind === "export" ? dialog.filter : undefined} onClose={close} />
      <BulkDialog request={dialog?.kind === "bulk" ? dialog.request : undefined} onClose={close} />
      <SimulateManyDialog scope={dialog?.kind === "simulate" ? dialog.scope : undefined} onClose={close} />
      <CauseDialog of={dialog?.kind === "cause" ? dialog.of : undefined} onClose={close} />
      <PauseDialog opened={dialog?.kind === "pause"} onClose={close} />
      <ReportDialog opened={dialog?.kind === "report"} onClose={close} />
      <RunDialog opened={dialog?.kind === "run"} onClose={close} />
      <InboxDrawer opened={dialog?.kind === "inbox"} onClose={close} />
      <ShortcutsDialog opened={dialog?.kind === "shortcuts"} onClose={close} />
    </DialogsContext>
  );
}
