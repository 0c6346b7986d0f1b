import type { ReactNode } from "react";

import type { SettingInfo } from "../../bindings/SettingInfo";
import { FieldRow } from "../../components/form/FieldRow";
import { SettingControl } from "./SettingControl";
import { SettingFacts } from "./SettingFacts";
import type { SettingsEditor } from "./useSettingsEditor";

interface SettingsListProps {
  editor: SettingsEditor;
  /** Facts of the scope about a field. */
  factsOf?: (info: SettingInfo) => ReactNode;
}

/** The fields of a scope whose settings all have values of their own. */
export function SettingsList({ editor, factsOf }: SettingsListProps) {
  return editor.fields.map((info) => {
    const id = `setting-${info.name}`;
    const value = editor.values[info.name] ?? "";
    return (
      <FieldRow
        key={info.name}
        controlId={id}
        label={info.label}
        meaning={info.meaning}
        changed={editor.changes.some((change) => change.info === info)}
      >
        <SettingControl
          id={id}
          info={info}
          value={value}
          problem={editor.problems[info.name]}
          onChange={(next) => editor.set(info.name, next)}
          facts={
            <SettingFacts info={info} value={value} onRecommended={(next) => editor.set(info.name, next)}>
              {factsOf?.(info)}
            </SettingFacts>
          }
        />
      </FieldRow>
    );
  });
}
