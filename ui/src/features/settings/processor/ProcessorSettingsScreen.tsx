import { useQueryClient } from "@tanstack/react-query";

import { commandQuery, useCommand } from "../../../api/query";
import { rpc } from "../../../api/rpc";
import type { ProcessorSettingsView } from "../../../bindings/ProcessorSettingsView";
import type { SyncProcessorSettings } from "../../../bindings/SyncProcessorSettings";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { Screen } from "../../../components/layout/Screen";
import { LIMITS } from "../../limits/limits";
import { LimitsPanel } from "../../limits/LimitsPanel";
import { HistoryPanel } from "../HistoryPanel";
import classes from "../settings.module.css";
import { SettingsForm } from "../SettingsForm";
import { SettingsList } from "../SettingsList";
import { draftKey } from "../useDraft";
import { useLeaveNotice } from "../useLeaveNotice";
import { useSettingsEditor } from "../useSettingsEditor";

/** Sync Processor Settings: what becomes of items and errors. */
export function ProcessorSettingsScreen() {
  const settings = useCommand("settings.processor", {});
  const storePath = useCommand("app.info", {}).data?.workspace?.storePath;
  return (
    <Screen
      title="Sync Processor Settings"
      lead="How the Sync Processor groups items, what it does with errors that need no admin, and what an attempt may use."
    >
      {settings.isError && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <SkeletonText lines={12} />}
      {settings.data && storePath !== undefined && (
        <ProcessorSettings view={settings.data} draftKey={draftKey(storePath, "Sync Processor")} />
      )}
    </Screen>
  );
}

/** What is kept with the changes of these settings, by field. */
const OTHER_CHANGES = {
  paused: "Paused",
  ...Object.fromEntries(LIMITS.map(({ name, label }) => [`limits.${name}`, `Governor limit: ${label}`])),
};

function ProcessorSettings({ view, draftKey: key }: { view: ProcessorSettingsView; draftKey: string }) {
  const editor = useSettingsEditor(key, view.fields, { values: view.value, version: view.version });
  const client = useQueryClient();
  useLeaveNotice(editor.changes.length > 0, "Sync Processor Settings");

  const save = async (reason: string) => {
    const value = editor.values as SyncProcessorSettings;
    const after = await rpc("settings.saveProcessor", { value, expectedVersion: editor.version, reason });
    client.setQueryData(commandQuery("settings.processor", {}).queryKey, after);
  };

  return (
    <div className={classes.stack}>
      <SettingsForm
        title="Settings"
        what="the Sync Processor Settings"
        editor={editor}
        affects="Affects the transactions of every user, from the next run of the Sync Processor on."
        effect={<p className={classes.none}>What is settled already stays as it is.</p>}
        save={save}
      >
        <SettingsList editor={editor} />
      </SettingsForm>
      <LimitsPanel />
      <HistoryPanel
        changes={view.history}
        fields={view.fields}
        others={OTHER_CHANGES}
        nothingYet="these are the recommended values"
      />
    </div>
  );
}
