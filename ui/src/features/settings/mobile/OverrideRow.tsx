import { SegmentedControl } from "@mantine/core";

import type { SettingInfo } from "../../../bindings/SettingInfo";
import { FieldRow } from "../../../components/form/FieldRow";
import { SettingControl } from "../SettingControl";
import { SettingFacts } from "../SettingFacts";
import classes from "../settings.module.css";
import type { SettingsEditor } from "../useSettingsEditor";
import { type DraftValue, type SettingValue, shown } from "../value";

interface OverrideRowProps {
  editor: SettingsEditor;
  info: SettingInfo;
  /** The value of the org default. */
  inherited: SettingValue;
}

/** A field of a profile: inherited or overridden, and what holds for its users. */
export function OverrideRow({ editor, info, inherited }: OverrideRowProps) {
  const id = `setting-${info.name}`;
  const own = editor.values[info.name] ?? null;
  const overridden = own !== null;
  const set = (value: DraftValue) => editor.set(info.name, value);
  return (
    <FieldRow
      controlId={id}
      label={info.label}
      meaning={info.meaning}
      changed={editor.changes.some((change) => change.info === info)}
    >
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={`Where ${info.label} comes from`}
        data={[
          { value: "inherited", label: "Inherited" },
          { value: "overridden", label: "Overridden" },
        ]}
        value={overridden ? "overridden" : "inherited"}
        onChange={(choice) => set(choice === "overridden" ? inherited : null)}
      />
      <SettingControl
        id={id}
        info={info}
        value={own ?? inherited}
        problem={editor.problems[info.name]}
        disabled={!overridden}
        onChange={set}
        facts={
          <SettingFacts
            info={info}
            value={own ?? inherited ?? ""}
            onRecommended={overridden ? set : undefined}
          >
            <span className={classes.source}>{source(own, inherited, info)}</span>
          </SettingFacts>
        }
      />
    </FieldRow>
  );
}

/** What holds for the users of the profile, and where it comes from. */
function source(own: DraftValue, inherited: SettingValue, info: SettingInfo): string {
  if (own === null) return `Effective: ${shown(inherited, info)}, from the org default`;
  return `Effective: ${shown(own, info)}, set by this profile; the org default is ${shown(inherited, info)}`;
}
