import { Button, Checkbox, Group, TextInput } from "@mantine/core";
import { useState } from "react";

import { useCommand, useCommandMutation } from "../../api/query";
import type { BulkAction } from "../../bindings/BulkAction";
import type { BulkPreview } from "../../bindings/BulkPreview";
import type { Job } from "../../bindings/Job";
import { ReasonForm } from "../../components/dialogs/ReasonDialog";
import { CanaryFields } from "./CanaryFields";
import { canaryOf, type CanaryChoice } from "./canary";
import { Differences } from "./patch/Differences";
import { PatchFields } from "./patch/PatchFields";
import { EMPTY_PATCH, type PatchDraft, ruleOf } from "./patch/rule";
import { PreviewSummary } from "./PreviewSummary";
import type { BulkRequest } from "./request";
import classes from "./bulk.module.css";
import { usePreview } from "./usePreview";
import { BULK_WORDING } from "./words";

/** Transactions of a patch that are looked at at once. */
const PORTION = 500;

interface BulkFormProps {
  request: BulkRequest;
  onStarted: (job: Job) => void;
  onCancel: () => void;
}

/** Says what an action will do and to how many, asks for what it needs and why, and starts it. */
export function BulkForm({ request, onStarted, onCancel }: BulkFormProps) {
  const { kind, scope } = request;
  const { confirm, reasonLabel, danger } = BULK_WORDING[kind];
  const [patch, setPatch] = useState<PatchDraft>({
    ...EMPTY_PATCH,
    ...(request.kind !== "undo" && request.patch),
  });
  const [assignee, setAssignee] = useState("");
  const [canary, setCanary] = useState<CanaryChoice>({ on: false, runProcessor: true });
  const [acceptProblems, setAcceptProblems] = useState(false);
  const described = useCommand(
    "org.describe",
    { objectName: patch.objectName ?? "" },
    patch.objectName !== null,
  );
  const rule = ruleOf(
    patch,
    described.data?.fields.find(({ name }) => name === patch.field),
  );

  const action = actionOf(request, rule, assignee);
  const asked = usePreview(action, scope);
  const preview = asked.previewed?.preview;
  const start = useCommandMutation("bulk.start");
  const undo = useCommandMutation("bulk.undo");

  const confirmed = (reason: string) => {
    if (request.kind === "undo") undo.mutate({ id: request.of, reason }, { onSuccess: onStarted });
    else if (action) {
      const given = { action, scope, reason, canary: canaryOf(kind, canary), acceptProblems };
      start.mutate(given, { onSuccess: onStarted });
    }
  };

  return (
    <ReasonForm
      onClose={onCancel}
      label={reasonLabel}
      confirmLabel={confirmLabel(confirm, kind, preview)}
      danger={danger}
      busy={start.isPending || undo.isPending}
      disabled={action === undefined || (preview?.changing === 0 && preview.next === null)}
      error={start.error ?? undo.error ?? asked.error}
      onConfirm={confirmed}
    >
      <PreviewSummary kind={kind} preview={preview} />
      {kind === "assign" && (
        <TextInput
          label="Assign to"
          description="Left empty, nobody looks after them any more."
          value={assignee}
          onChange={(event) => setAssignee(event.currentTarget.value)}
        />
      )}
      {kind === "patch" && (
        <>
          <PatchFields value={patch} onChange={setPatch} fields={described.data?.fields} />
          {rule && <PatchPreview {...asked} />}
          <Checkbox
            label="Patch also where the org would refuse the value"
            checked={acceptProblems}
            onChange={(event) => setAcceptProblems(event.currentTarget.checked)}
          />
        </>
      )}
      {kind === "retry" && <CanaryFields value={canary} onChange={setCanary} />}
    </ReasonForm>
  );
}

/** What a patch would change, as far as it was looked at. */
function PatchPreview({ previewed, lookFurther, isLooking }: ReturnType<typeof usePreview>) {
  if (!previewed) return null;
  const { action, preview } = previewed;
  const { patched, changing, lookedAt, total } = preview;
  const problems = patched.filter(({ problem }) => problem !== null).length;
  return (
    <>
      <Group justify="space-between" gap="sm">
        <p className={classes.dim} role="status">
          {lookedAt.toLocaleString("en")} of {total.toLocaleString("en")} looked at:{" "}
          {changing.toLocaleString("en")} would be patched
          {problems > 0 && `, and ${problems.toLocaleString("en")} values would be refused by the org`}.
        </p>
        {lookFurther && (
          <Button variant="default" size="compact-sm" loading={isLooking} onClick={lookFurther}>
            Look at the next {Math.min(PORTION, total - lookedAt).toLocaleString("en")}
          </Button>
        )}
      </Group>
      {patched.length > 0 && action.kind === "patch" && <Differences rows={patched} rule={action.rule} />}
    </>
  );
}

/** What the console is asked to do; none while something is missing. */
function actionOf(
  request: BulkRequest,
  rule: ReturnType<typeof ruleOf>,
  assignee: string,
): BulkAction | undefined {
  switch (request.kind) {
    case "undo":
      return { kind: "undo", of: request.of };
    case "patch":
      return rule && { kind: "patch", rule };
    case "assign":
      return { kind: "assign", assignee: assignee.trim() === "" ? null : assignee.trim() };
    default:
      return { kind: request.kind };
  }
}

function confirmLabel(confirm: string, kind: BulkRequest["kind"], preview: BulkPreview | undefined): string {
  // Of a patch only the first are looked at beforehand.
  return preview && kind !== "patch" ? `${confirm} (${preview.changing.toLocaleString("en")})` : confirm;
}
