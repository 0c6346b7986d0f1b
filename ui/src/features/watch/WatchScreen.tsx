import { useQueryClient } from "@tanstack/react-query";

import { commandQuery, useCommand } from "../../api/query";
import { rpc } from "../../api/rpc";
import type { WatchSettings } from "../../bindings/WatchSettings";
import type { WatchView } from "../../bindings/WatchView";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { Screen } from "../../components/layout/Screen";
import { HistoryPanel } from "../settings/HistoryPanel";
import classes from "../settings/settings.module.css";
import { SettingsForm } from "../settings/SettingsForm";
import { SettingsList } from "../settings/SettingsList";
import { draftKey } from "../settings/useDraft";
import { useLeaveNotice } from "../settings/useLeaveNotice";
import { useSettingsEditor } from "../settings/useSettingsEditor";
import { DesktopPanel } from "./DesktopPanel";
import { LastReport } from "./LastReport";

/** What the watch tells of, when it keeps quiet, and whether it arrives. */
export function WatchScreen() {
  const view = useCommand("watch.read", {});
  const storePath = useCommand("app.info", {}).data?.workspace?.storePath;
  return (
    <Screen
      title="Watch"
      lead="What the console tells you of without being asked: in the inbox behind the bell, on the desktop, and in a daily report."
    >
      {view.isError && <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />}
      {view.isPending && <SkeletonText lines={12} />}
      {view.data && storePath !== undefined && (
        <Watch view={view.data} draftKey={draftKey(storePath, "Watch")} />
      )}
    </Screen>
  );
}

function Watch({ view, draftKey: key }: { view: WatchView; draftKey: string }) {
  const editor = useSettingsEditor(key, view.fields, { values: view.value, version: view.version });
  const client = useQueryClient();
  useLeaveNotice(editor.changes.length > 0, "Watch");

  const save = async (reason: string) => {
    const value = editor.values as WatchSettings;
    const after = await rpc("watch.write", { value, expectedVersion: editor.version, reason });
    client.setQueryData(commandQuery("watch.read", {}).queryKey, after);
  };

  return (
    <div className={classes.stack}>
      <DesktopPanel desktop={view.desktop} />
      <SettingsForm
        title="Rules, quiet hours and daily report"
        what="the rules of the watch"
        editor={editor}
        affects="Affects everybody who works on this workspace, at once."
        effect={<p className={classes.none}>What a rule that is switched off has told of counts as over.</p>}
        save={save}
      >
        <SettingsList editor={editor} factsOf={({ name }) => factOf(name, view)} />
      </SettingsForm>
      <HistoryPanel
        changes={view.history}
        fields={view.fields}
        nothingYet="these are the recommended values"
      />
    </div>
  );
}

/** What an admin should know beside some of the fields. */
function factOf(field: string, { localZone, lastReport }: WatchView) {
  switch (field) {
    case "quietFrom":
    case "reportTime":
      return <span>Local time here: {localZone}</span>;
    case "reportSaved":
      return lastReport && <LastReport report={lastReport} />;
    default:
      return undefined;
  }
}
