import type { ReactNode } from "react";

import type { RpcError } from "../../api/rpc-error";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import { ValueDiff } from "../../components/diff/ValueDiff";
import type { SettingsEditor } from "./useSettingsEditor";
import { shown } from "./value";

interface SaveDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  editor: SettingsEditor;
  /** Whom it affects, and when it takes effect. */
  children: ReactNode;
  busy: boolean;
  error: RpcError | null;
  onSave: (reason: string) => void;
}

/** Shows what will be different and for whom, and asks why, before settings are saved. */
export function SaveDialog({ editor, children, onSave, ...dialog }: SaveDialogProps) {
  return (
    <ReasonDialog {...dialog} confirmLabel="Save" onConfirm={onSave}>
      <ValueDiff
        plain
        differences={editor.changes.map(({ info, before, after }) => ({
          key: info.name,
          field: info.label,
          before: shown(before, info),
          after: shown(after, info),
        }))}
      />
      {children}
    </ReasonDialog>
  );
}
