import { useQueryClient } from "@tanstack/react-query";

import { commandQuery } from "../../../api/query";
import { rpc } from "../../../api/rpc";
import type { MobileSettingsView } from "../../../bindings/MobileSettingsView";
import type { MobileSyncSettingsOverride } from "../../../bindings/MobileSyncSettingsOverride";
import type { ProfileSettings } from "../../../bindings/ProfileSettings";
import { HistoryPanel } from "../HistoryPanel";
import classes from "../settings.module.css";
import { SettingsForm } from "../SettingsForm";
import { useSettingsEditor } from "../useSettingsEditor";
import type { SettingValues } from "../value";
import { affectedByProfile } from "./affected";
import { MetadataCacheNote } from "./MetadataCacheNote";
import { OrgWideRow } from "./OrgWideRow";
import { OverrideRow } from "./OverrideRow";
import { useOverridable } from "./useOverridable";

interface ProfileFormProps {
  view: MobileSettingsView;
  chosen: ProfileSettings;
  draftKey: string;
}

/** What a profile overrides, field by field, and what holds for its users. */
export function ProfileForm({ view, chosen, draftKey }: ProfileFormProps) {
  const { profile, overrides, version } = chosen;
  const editor = useSettingsEditor(draftKey, useOverridable(view.fields), { values: overrides, version });
  const client = useQueryClient();
  const defaults: SettingValues = view.orgDefault;

  const save = async (reason: string) => {
    const value = editor.values as MobileSyncSettingsOverride;
    const request = { profileId: profile.Id, value, expectedVersion: editor.version, reason };
    const after = await rpc("settings.saveMobileProfile", request);
    client.setQueryData(commandQuery("settings.mobile", {}).queryKey, after);
  };

  return (
    <div className={classes.stack}>
      <SettingsForm
        title={`Profile ${profile.Name}`}
        what={`the Mobile Sync Settings of the profile ${profile.Name}`}
        editor={editor}
        affects={affectedByProfile(editor.changes, view.orgDefault, chosen)}
        effect={<MetadataCacheNote />}
        save={save}
      >
        {view.fields.map((info) => {
          const inherited = defaults[info.name] ?? null;
          return info.perProfile ? (
            <OverrideRow key={info.name} editor={editor} info={info} inherited={inherited} />
          ) : (
            <OrgWideRow key={info.name} info={info} value={inherited} />
          );
        })}
      </SettingsForm>
      <HistoryPanel
        changes={view.history.filter(
          ({ scope }) => scope.kind === "profile" && scope.profileId === profile.Id,
        )}
        fields={view.fields}
        nothingYet="this profile inherits every value"
      />
    </div>
  );
}
