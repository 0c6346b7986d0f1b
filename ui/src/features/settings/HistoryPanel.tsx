import { Button } from "@mantine/core";
import { useState } from "react";

import type { SettingChange } from "../../bindings/SettingChange";
import type { SettingInfo } from "../../bindings/SettingInfo";
import { Panel } from "../../components/layout/Panel";
import { DataTable } from "../../components/table/DataTable";
import { RelativeTime } from "../../components/time/RelativeTime";
import { DataText } from "../../components/text/DataText";
import classes from "./settings.module.css";
import { type SettingValue, shown } from "./value";

interface HistoryPanelProps {
  /** Newest first. */
  changes: SettingChange[];
  fields: SettingInfo[];
  /** Names of what is changed elsewhere and kept here too, by field. */
  others?: Record<string, string>;
  /** Says a value (JSON) of those in words. */
  inWords?: (json: string) => string;
  /** What is true as long as nothing was changed. */
  nothingYet: string;
}

/** Changes shown before the rest is asked for. */
const SHOWN_FIRST = 8;

/** Who changed these settings, when, from what to what, and why. */
export function HistoryPanel({
  changes,
  fields,
  others = {},
  inWords = asWritten,
  nothingYet,
}: HistoryPanelProps) {
  const [all, setAll] = useState(false);
  const drawn = all ? changes : changes.slice(0, SHOWN_FIRST);
  return (
    <Panel title="History">
      {changes.length === 0 ? (
        <p className={classes.none}>Nothing was changed yet: {nothingYet}.</p>
      ) : (
        <DataTable label="Changes" columns={["When", "Who", "Setting", "Before", "After", "Reason"]}>
          {drawn.map((change) => (
            <HistoryRow
              key={`${change.changedAt} ${change.field}`}
              change={change}
              info={fields.find(({ name }) => name === change.field)}
              label={others[change.field] ?? change.field}
              inWords={inWords}
            />
          ))}
        </DataTable>
      )}
      {drawn.length < changes.length && (
        <Button mt="sm" size="compact-sm" variant="default" onClick={() => setAll(true)}>
          Show all {changes.length}
        </Button>
      )}
    </Panel>
  );
}

interface HistoryRowProps {
  change: SettingChange;
  info: SettingInfo | undefined;
  /** Its name where it is none of the settings. */
  label: string;
  inWords: (json: string) => string;
}

function HistoryRow({ change, info, label, inWords }: HistoryRowProps) {
  const valueOf = (json: string) => (info ? shown(JSON.parse(json) as SettingValue, info) : inWords(json));
  return (
    <tr>
      <td className={classes.when}>
        <RelativeTime at={change.changedAt} />
      </td>
      <td>
        <DataText text={change.actor} />
      </td>
      <td>{info?.label ?? label}</td>
      <td>{valueOf(change.oldValue)}</td>
      <td>{valueOf(change.newValue)}</td>
      <td className={classes.reason}>
        <DataText text={change.reason} />
      </td>
    </tr>
  );
}

/** A value of a setting that this console does not know. */
function asWritten(json: string): string {
  return json;
}
