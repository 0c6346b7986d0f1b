import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { Panel } from "../../components/layout/Panel";
import { ConflictNotice } from "./ConflictNotice";
import { SaveBar } from "./SaveBar";
import { SaveDialog } from "./SaveDialog";
import type { SettingsEditor } from "./useSettingsEditor";

interface SettingsFormProps {
  title: string;
  /** What is saved, in a sentence: "the org default of the Mobile Sync Settings". */
  what: string;
  editor: SettingsEditor;
  /** Whom the changes affect, in words. */
  affects: string;
  /** When what is saved takes effect. */
  effect: ReactNode;
  /** Saves the editor's values and brings the answer into the cache. */
  save: (reason: string) => Promise<void>;
  /** The fields. */
  children: ReactNode;
}

/** The form of one scope: conflicts, fields, what is unsaved, and the dialog that saves. */
export function SettingsForm({ title, what, editor, affects, effect, save, children }: SettingsFormProps) {
  const [reviewing, setReviewing] = useState(false);
  const client = useQueryClient();
  const saving = useMutation({
    networkMode: "always",
    mutationFn: save,
    onSuccess: () => {
      editor.discard();
      setReviewing(false);
      notifications.show({ color: "green", title: "Saved", message: `You changed ${what}.` });
    },
    // Whatever was wrong, the form then stands on what is saved now; that is also how conflicts come to be seen.
    onError: () => void client.invalidateQueries({ predicate: ({ queryKey }) => isSettings(queryKey[0]) }),
  });

  return (
    <Panel title={title} flush>
      <ConflictNotice editor={editor} />
      {children}
      <SaveBar
        editor={editor}
        affects={affects}
        onSave={() => {
          saving.reset();
          setReviewing(true);
        }}
      />
      <SaveDialog
        opened={reviewing && editor.conflicts.length === 0}
        onClose={() => setReviewing(false)}
        title={`Change ${what}`}
        editor={editor}
        busy={saving.isPending}
        error={saving.error}
        onSave={(reason) => saving.mutate(reason)}
      >
        <p style={{ margin: 0 }}>{affects}</p>
        {effect}
      </SaveDialog>
    </Panel>
  );
}

function isSettings(command: unknown): boolean {
  return typeof command === "string" && (command.startsWith("settings.") || command === "watch.read");
}
