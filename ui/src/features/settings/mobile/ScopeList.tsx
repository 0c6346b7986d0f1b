import { Link } from "@tanstack/react-router";

import type { MobileSettingsView } from "../../../bindings/MobileSettingsView";
import { overrideCount, users } from "./affected";
import classes from "./MobileSettingsScreen.module.css";

interface ScopeListProps {
  view: MobileSettingsView;
  /** Whether a profile, or the org default for none, has unsaved changes. */
  isUnsaved: (profileId: string | undefined) => boolean;
}

/** Whose settings are shown: those of the org, or of a profile. */
export function ScopeList({ view, isUnsaved }: ScopeListProps) {
  return (
    <nav aria-label="Org default and profiles" className={classes.scopes}>
      <Scope
        profileId={undefined}
        name="Org default"
        fact={users(view.profiles.reduce((sum, { userCount }) => sum + userCount, 0))}
        unsaved={isUnsaved(undefined)}
      />
      <h2 className={classes.group}>Profiles</h2>
      {view.profiles.length === 0 && <p className={classes.noProfiles}>None in this workspace yet.</p>}
      {view.profiles.map((settings) => (
        <Scope
          key={settings.profile.Id}
          profileId={settings.profile.Id}
          name={settings.profile.Name}
          fact={`${users(settings.userCount)}, ${overridden(overrideCount(settings))}`}
          unsaved={isUnsaved(settings.profile.Id)}
        />
      ))}
    </nav>
  );
}

interface ScopeProps {
  profileId: string | undefined;
  name: string;
  fact: string;
  unsaved: boolean;
}

function Scope({ profileId, name, fact, unsaved }: ScopeProps) {
  return (
    <Link
      to="/settings/mobile"
      search={profileId === undefined ? {} : { profile: profileId }}
      className={classes.scope}
      activeOptions={{ includeSearch: true, exact: true }}
    >
      <span className={classes.scopeName}>
        {name}
        {unsaved && <span className={classes.unsaved}>unsaved</span>}
      </span>
      <span className={classes.scopeFact}>{fact}</span>
    </Link>
  );
}

function overridden(count: number): string {
  return count === 0 ? "inherits all" : `overrides ${count}`;
}
