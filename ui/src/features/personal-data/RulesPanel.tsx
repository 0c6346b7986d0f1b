import { ActionIcon, Button, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import type { MaskRule } from "../../bindings/MaskRule";
import type { MaskRulesView } from "../../bindings/MaskRulesView";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import { Panel } from "../../components/layout/Panel";
import { DataTable } from "../../components/table/DataTable";
import { DataText } from "../../components/text/DataText";
import { RuleDialog } from "./RuleDialog";
import { useMaskChange } from "./useMaskChange";
import { subjectOf } from "./words";

/** The rules: those of admins, which can be changed, and the built-in ones. */
export function RulesPanel({ view }: { view: MaskRulesView }) {
  const [adding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<MaskRule>();
  return (
    <Panel
      title="Rules"
      flush
      actions={
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Add a rule…
        </Button>
      }
    >
      <DataTable label="Mask rules" columns={["Field", "Object", "Is", "Rule"]} flush>
        {view.value.own.map((rule) => (
          <Row key={subjectOf(rule)} rule={rule} onRemove={() => setRemoved(rule)} />
        ))}
        {view.builtIn.map((rule) => (
          <Row key={`built in ${subjectOf(rule)}`} rule={rule} />
        ))}
      </DataTable>
      {adding && <RuleDialog view={view} onClose={() => setAdding(false)} />}
      {removed && <RemoveDialog view={view} rule={removed} onClose={() => setRemoved(undefined)} />}
    </Panel>
  );
}

function Row({ rule, onRemove }: { rule: MaskRule; onRemove?: () => void }) {
  const { field, isPart, objectName, mask } = rule;
  return (
    <tr>
      <th scope="row">
        {isPart ? "Any with " : ""}
        <span className="mono">
          <DataText text={field} />
        </span>
        {isPart ? " in its name" : ""}
      </th>
      <td>{objectName === null ? <span className="dim">any</span> : <DataText text={objectName} />}</td>
      <td>{mask ? "masked" : "shown"}</td>
      <td>
        {onRemove ? (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Remove the rule for ${subjectOf(rule)}`}
            data-hint="Remove the rule…"
            onClick={onRemove}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        ) : (
          <span className="dim">built in</span>
        )}
      </td>
    </tr>
  );
}

interface RemoveDialogProps {
  view: MaskRulesView;
  rule: MaskRule;
  onClose: () => void;
}

function RemoveDialog({ view, rule, onClose }: RemoveDialogProps) {
  const { save, busy, error } = useMaskChange(view, onClose);
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title="Remove the rule"
      confirmLabel="Remove"
      busy={busy}
      error={error}
      onConfirm={(reason) => save({ own: view.value.own.filter((other) => other !== rule) }, reason)}
    >
      <Text size="sm">From then on the other rules decide about {subjectOf(rule)}.</Text>
    </ReasonDialog>
  );
}
