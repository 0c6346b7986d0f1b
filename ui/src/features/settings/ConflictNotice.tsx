import { Button, Group } from "@mantine/core";
import { IconArrowsSplit } from "@tabler/icons-react";

import { DataTable } from "../../components/table/DataTable";
import classes from "./settings.module.css";
import type { SettingsEditor } from "./useSettingsEditor";
import { shown } from "./value";

/** Somebody else saved fields that are being changed here: shows both and asks which stands. */
export function ConflictNotice({ editor }: { editor: SettingsEditor }) {
  if (editor.conflicts.length === 0) return null;
  return (
    <section className={classes.conflict} role="alert" data-tone="amber" aria-label="Conflicting changes">
      <h3 className={classes.conflictTitle}>
        <IconArrowsSplit size={17} aria-hidden />
        Someone else changed this meanwhile
      </h3>
      <p>The history below says who and why. Nothing of yours is saved yet: choose which values stand.</p>
      <DataTable label="What differs" columns={["Setting", "Was", "Saved by them", "Entered by you"]}>
        {editor.conflicts.map(({ info, base, theirs, mine }) => (
          <tr key={info.name}>
            <th scope="row">{info.label}</th>
            <td>{shown(base, info)}</td>
            <td>
              <strong>{shown(theirs, info)}</strong>
            </td>
            <td>
              <strong>{shown(mine, info)}</strong>
            </td>
          </tr>
        ))}
      </DataTable>
      <Group gap="xs" mt="sm">
        <Button size="compact-md" variant="default" onClick={editor.takeTheirs}>
          Take theirs
        </Button>
        <Button size="compact-md" variant="default" onClick={editor.keepMine}>
          Keep mine, to be saved
        </Button>
      </Group>
    </section>
  );
}
