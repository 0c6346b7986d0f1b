import { useQueryClient } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import { rpc } from "../../../api/rpc";
import type { MobileSettingsView } from "../../../bindings/MobileSettingsView";
import type { MobileSyncSettings } from "../../../bindings/MobileSyncSettings";
import { HistoryPanel } from "../HistoryPanel";
import classes from "../settings.module.css";
import { SettingsForm } from "../SettingsForm";
import { SettingsList } from "../SettingsList";
import { useSettingsEditor } from "../useSettingsEditor";
import { affectedByDefault, names, overriding } from "./affected";
import { MetadataCacheNote } from "./MetadataCacheNote";

interface OrgDefaultFormProps {
  view: MobileSettingsView;
  draftKey: string;
}

/** The org default of the Mobile Sync Settings. */
export function OrgDefaultForm({ view, draftKey }: OrgDefaultFormProps) {
  const saved = { values: view.orgDefault, version: view.orgDefaultVersion };
  const editor = useSettingsEditor(draftKey, view.fields, saved);
  const client = useQueryClient();

  const save = async (reason: string) => {
    const value = editor.values as MobileSyncSettings;
    const after = await rpc("settings.saveMobileDefault", { value, expectedVersion: editor.version, reason });
    client.setQueryData(commandQuery("settings.mobile", {}).queryKey, after);
  };

  return (
    <div className={classes.stack}>
      <SettingsForm
        title="Org default"
        what="the org default of the Mobile Sync Settings"
        editor={editor}
        affects={affectedByDefault(editor.changes, view.profiles)}
        effect={<MetadataCacheNote />}
        save={save}
      >
        <SettingsList
          editor={editor}
          factsOf={({ name }) => {
            const others = overriding(name, view.profiles);
            return others.length > 0 && <span className={classes.source}>Overridden by {names(others)}</span>;
          }}
        />
      </SettingsForm>
      <HistoryPanel
        changes={view.history.filter(({ scope }) => scope.kind === "mobile")}
        fields={view.fields}
        nothingYet="these are the recommended values"
      />
    </div>
  );
}
