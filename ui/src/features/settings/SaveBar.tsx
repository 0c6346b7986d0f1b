import { Button } from "@mantine/core";

import classes from "./settings.module.css";
import type { SettingsEditor } from "./useSettingsEditor";

interface SaveBarProps {
  editor: SettingsEditor;
  /** Whom the changes affect, in words. */
  affects: string;
  onSave: () => void;
}

/** At the foot of a settings form: what is unsaved, and the two ways out of it. */
export function SaveBar({ editor, affects, onSave }: SaveBarProps) {
  const { changes, conflicts, problems } = editor;
  const wrong = Object.keys(problems).length;
  return (
    <div className={classes.saveBar} data-dirty={changes.length > 0 || undefined}>
      <p className={classes.saveText} role="status">
        {changes.length === 0 ? (
          <span className="dim">No unsaved changes.</span>
        ) : (
          <>
            <strong>
              {changes.length === 1 ? "1 unsaved change" : `${changes.length} unsaved changes`}.
            </strong>{" "}
            {hindrance(wrong, conflicts.length) ?? affects}
          </>
        )}
      </p>
      <Button variant="default" disabled={changes.length === 0} onClick={editor.discard}>
        Discard
      </Button>
      <Button disabled={changes.length === 0 || wrong > 0 || conflicts.length > 0} onClick={onSave}>
        Review and save…
      </Button>
    </div>
  );
}

/** What must be done before anything can be saved. */
function hindrance(wrong: number, conflicts: number): string | undefined {
  if (conflicts > 0) return "Choose above which values stand before you save.";
  if (wrong > 0)
    return wrong === 1 ? "One value is not allowed yet." : `${wrong} values are not allowed yet.`;
  return undefined;
}
