import { useSearch } from "@tanstack/react-router";

import { useCommand } from "../../../api/query";
import type { MobileSettingsView } from "../../../bindings/MobileSettingsView";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { Screen } from "../../../components/layout/Screen";
import { draftKey, useDraftKeys } from "../useDraft";
import { useLeaveNotice } from "../useLeaveNotice";
import { MetadataCacheNote } from "./MetadataCacheNote";
import classes from "./MobileSettingsScreen.module.css";
import { OrgDefaultForm } from "./OrgDefaultForm";
import { ProfileForm } from "./ProfileForm";
import { ScopeList } from "./ScopeList";
import type { MobileSettingsSearch } from "./search";

/** Mobile Sync Settings: the org default, and what each profile overrides. */
export function MobileSettingsScreen() {
  const settings = useCommand("settings.mobile", {});
  const storePath = useCommand("app.info", {}).data?.workspace?.storePath;
  return (
    <Screen
      title="Mobile Sync Settings"
      lead="What the mobile app does on the devices. The org default holds for everybody; a profile can override it field by field."
    >
      <MetadataCacheNote />
      {settings.isError && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <SkeletonText lines={12} />}
      {settings.data && storePath !== undefined && <Scopes view={settings.data} storePath={storePath} />}
    </Screen>
  );
}

function Scopes({ view, storePath }: { view: MobileSettingsView; storePath: string }) {
  const { profile: profileId }: MobileSettingsSearch = useSearch({ from: "/settings/mobile" });
  const keyOf = (id: string | undefined) => draftKey(storePath, id ?? "org default");
  const ids = [undefined, ...view.profiles.map(({ profile }) => profile.Id)];
  const unsaved = useDraftKeys(ids.map(keyOf));
  useLeaveNotice(
    ids.some((id) => unsaved.has(keyOf(id))),
    "Mobile Sync Settings",
  );
  const chosen = view.profiles.find(({ profile }) => profile.Id === profileId);

  return (
    <div className={classes.columns}>
      <ScopeList view={view} isUnsaved={(id) => unsaved.has(keyOf(id))} />
      {chosen ? (
        <ProfileForm
          key={chosen.profile.Id}
          view={view}
          chosen={chosen}
          draftKey={keyOf(chosen.profile.Id)}
        />
      ) : (
        <OrgDefaultForm view={view} draftKey={keyOf(undefined)} />
      )}
    </div>
  );
}
