import { Button, Checkbox, Group, Textarea } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import type { EditPreview } from "../../../bindings/EditPreview";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { ErrorNotice } from "../../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../../components/feedback/Skeletons";
import { whyNot } from "../actions/rules";
import { Changes } from "./Changes";
import { type Draft, editOf } from "./draft";
import classes from "./edit.module.css";
import { ReviewProblems } from "./ReviewProblems";
import type { EditCheck } from "./useEditCheck";
import { useSave } from "./useSave";

interface ReviewProps {
  base: TransactionDetail;
  draft: Draft;
  check: EditCheck;
  onBack: () => void;
  onSimulate: () => void;
  onConflict: (theirs: TransactionDetail) => void;
  onSaved: () => void;
}

/** What will be different, what the org would refuse, and why it is done: then it is saved. */
export function Review({ base, draft, check, onBack, onSimulate, onConflict, onSaved }: ReviewProps) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const [accepted, setAccepted] = useState(false);
  const [asking, setAsking] = useState(false);
  const { start, busy: saving, error } = useSave(base, draft, { onSaved, onConflict });
  const busy = saving || asking;

  const edited = editOf(base, draft).items.map(({ itemId }) => itemId);
  const problemsOf = (preview: EditPreview | undefined) =>
    (preview?.problems ?? []).filter(({ itemId }) => itemId === null || edited.includes(itemId));
  const problems = problemsOf(check.preview);
  const blocked = problems.some(({ blocksSave }) => blocksSave);
  const canRetry = whyNot("retry", base.transaction.Status) === null;

  const save = (thenRetry: boolean) => {
    setAsked(true);
    if (reason.trim() === "") return;
    setAsking(true);
    // Who is quicker than the check waits for it. What it cannot say, it shows above.
    check
      .ask()
      .then((preview) => {
        const found = problemsOf(preview);
        const isBlocked = found.some(({ blocksSave }) => blocksSave);
        if (isBlocked || (found.length > 0 && !accepted)) return;
        start({ reason: reason.trim(), acceptProblems: found.length > 0, thenRetry });
      })
      .catch(() => undefined)
      .finally(() => setAsking(false));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save(false);
  };

  return (
    <form className={classes.review} onSubmit={submit} noValidate>
      <div className={classes.reviewBody}>
        <h3>What will be different</h3>
        {check.error !== null && <ErrorNotice error={check.error} />}
        {check.isCurrent && check.preview ? (
          <>
            <Changes base={base} changes={check.preview.changes} />
            <ReviewProblems base={base} problems={problems} />
          </>
        ) : (
          check.error === null && <SkeletonText lines={5} />
        )}
        {problems.length > 0 && !blocked && (
          <Checkbox
            label="Save although the org would refuse this"
            description="For example because the org is mended meanwhile. An attempt before that fails again."
            checked={accepted}
            error={asked && !accepted && "Go back and mend the problems, or accept them here."}
            onChange={(event) => setAccepted(event.currentTarget.checked)}
          />
        )}
        <Textarea
          data-autofocus
          label="Reason"
          description="Kept in the history, with your name and the time."
          required
          autosize
          minRows={2}
          maxRows={8}
          value={reason}
          error={asked && reason.trim() === "" && "Reason is needed"}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error && <ErrorNotice error={error} />}
      </div>
      <footer className={classes.footer}>
        <Button variant="default" onClick={onBack} disabled={busy}>
          Back to editing
        </Button>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconFlask size={16} aria-hidden />}
            disabled={busy}
            onClick={onSimulate}
          >
            Would this fix work?
          </Button>
          {canRetry && (
            <Button variant="default" loading={busy} disabled={blocked} onClick={() => save(true)}>
              Save and retry
            </Button>
          )}
          <Button type="submit" loading={busy} disabled={blocked}>
            {problems.length > 0 && !blocked ? "Save anyway" : "Save"}
          </Button>
        </Group>
      </footer>
    </form>
  );
}
