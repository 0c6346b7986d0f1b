import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { commandQuery, useCommand, useCommandMutation } from "../../api/query";
import type { GovernorLimits } from "../../bindings/GovernorLimits";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import { ValueDiff } from "../../components/diff/ValueDiff";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { LimitField } from "./LimitField";
import { LIMITS, type LimitName, SALESFORCE_LIMITS } from "./limits";
import classes from "./limits.module.css";

/** The governor limits of the org: what one attempt may use. */
export function LimitsPanel() {
  const limits = useCommand("org.limits", {});
  return (
    <Panel title="Governor limits" flush>
      <p className={classes.lead}>
        What one attempt on a transaction may use in the org. More than that fails the transaction with the
        limit’s error, and nothing of it is applied.
      </p>
      {limits.isError && <ErrorNotice error={limits.error} onRetry={() => void limits.refetch()} />}
      {limits.isPending && <SkeletonText lines={10} />}
      {limits.data && <LimitsForm saved={limits.data} />}
    </Panel>
  );
}

/** What is typed and not saved: only the limits that were touched; "" while a field is empty. */
type LimitsDraft = Partial<Record<LimitName, number | "">>;

function LimitsForm({ saved }: { saved: GovernorLimits }) {
  const [draft, setDraft] = useState<LimitsDraft>({});
  const [reviewing, setReviewing] = useState(false);
  const client = useQueryClient();
  const set = useCommandMutation("org.setLimits");

  const changed = LIMITS.filter(({ name }) => draft[name] !== undefined && draft[name] !== saved[name]);
  const wrong = changed.some(({ name, least }) => draft[name] === "" || Number(draft[name]) < least);
  const values = { ...saved, ...draft } as GovernorLimits;

  const save = (reason: string) =>
    set.mutate(
      { limits: values, reason },
      {
        onSuccess: (after) => {
          client.setQueryData(commandQuery("org.limits", {}).queryKey, after);
          // The change stands in the history of these settings.
          void client.invalidateQueries({ queryKey: commandQuery("settings.processor", {}).queryKey });
          notifications.show({ color: "green", title: "Saved", message: "You changed the governor limits." });
          setDraft({});
          setReviewing(false);
        },
      },
    );

  return (
    <>
      {LIMITS.map((info) => (
        <LimitField
          key={info.name}
          info={info}
          value={draft[info.name] ?? saved[info.name]}
          changed={changed.includes(info)}
          onChange={(value) => setDraft({ ...draft, [info.name]: value })}
        />
      ))}
      <div className={classes.save}>
        <p role="status">{unsaved(changed.length, wrong)}</p>
        <Button
          variant="default"
          disabled={LIMITS.every(({ name, salesforce }) => values[name] === salesforce)}
          onClick={() => setDraft(SALESFORCE_LIMITS)}
        >
          Use Salesforce’s limits
        </Button>
        <Button variant="default" disabled={changed.length === 0} onClick={() => setDraft({})}>
          Discard
        </Button>
        <Button
          disabled={changed.length === 0 || wrong}
          onClick={() => {
            set.reset();
            setReviewing(true);
          }}
        >
          Save limits…
        </Button>
      </div>
      <ReasonDialog
        opened={reviewing}
        onClose={() => setReviewing(false)}
        title="Change the governor limits"
        confirmLabel="Save"
        busy={set.isPending}
        error={set.error}
        onConfirm={save}
      >
        <ValueDiff
          plain
          differences={changed.map(({ name, label, shown }) => ({
            key: name,
            field: label,
            before: shown(saved[name]),
            after: shown(values[name]),
          }))}
        />
        <p className={classes.effect}>
          Counts from the next attempt on, for every user. What is settled already stays as it is.
        </p>
      </ReasonDialog>
    </>
  );
}

function unsaved(changed: number, wrong: boolean): string {
  if (wrong) return "One value is not allowed yet.";
  if (changed === 0) return "No unsaved changes.";
  return changed === 1 ? "1 unsaved change." : `${changed} unsaved changes.`;
}
