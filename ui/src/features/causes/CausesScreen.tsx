import { Button, TextInput } from "@mantine/core";
import { IconFilterOff, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";

import { useDialogs } from "../../app/dialogs/dialogs";
import { SEARCH_FIELD_ID } from "../../app/shell/useShellKeys";
import { useCommand } from "../../api/query";
import type { Cause } from "../../bindings/Cause";
import { EmptyState } from "../../components/feedback/EmptyState";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonRows } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { Screen } from "../../components/layout/Screen";
import { CauseEntry } from "./CauseEntry";
import classes from "./causes.module.css";
import { DeleteCauseDialog } from "./DeleteCauseDialog";
import { withWords } from "./search";

/** The cause catalogue: the entries of admins, and those that come with the program. */
export function CausesScreen() {
  const causes = useCommand("causes.list", {});
  const openDialog = useDialogs();
  return (
    <Screen
      title="Cause catalogue"
      lead="What errors mean, who can mend them and how. Of the entries that fit an error, the one with the most conditions explains it; of two alike, your own."
      actions={
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => openDialog({ kind: "cause", of: { values: {} } })}
        >
          Add an entry…
        </Button>
      }
    >
      <Panel title="Entries" flush>
        {causes.isError && <ErrorNotice error={causes.error} onRetry={() => void causes.refetch()} />}
        {causes.isPending && <SkeletonRows count={12} />}
        {causes.data && <Entries causes={causes.data} />}
      </Panel>
    </Screen>
  );
}

function Entries({ causes }: { causes: Cause[] }) {
  const [words, setWords] = useState("");
  const [deleted, setDeleted] = useState<Cause & { ownId: number }>();
  const found = withWords(causes, words);
  return (
    <>
      <div className={classes.toolbar}>
        <TextInput
          id={SEARCH_FIELD_ID}
          type="search"
          size="xs"
          className={classes.search ?? ""}
          aria-label="Search the catalogue"
          placeholder="Error code, object, words"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <span className="dim" aria-live="polite">
          {found.length.toLocaleString("en")} {found.length === 1 ? "entry" : "entries"}
        </span>
      </div>
      {found.length === 0 && (
        <EmptyState icon={IconFilterOff} title="No entry has these words">
          Search for an error code, or add an entry.
        </EmptyState>
      )}
      <ul className={classes.list} aria-label="Entries">
        {found.map((cause) => (
          <li key={cause.ownId ?? `${cause.matches.errorCode} ${cause.title}`}>
            <CauseEntry
              cause={cause}
              onDelete={() => cause.ownId !== null && setDeleted({ ...cause, ownId: cause.ownId })}
            />
          </li>
        ))}
      </ul>
      {deleted && <DeleteCauseDialog cause={deleted} onClose={() => setDeleted(undefined)} />}
    </>
  );
}
