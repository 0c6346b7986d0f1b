import { Autocomplete, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { useState } from "react";

import { useCommand } from "../../api/query";
import type { MaskRule } from "../../bindings/MaskRule";
import type { MaskRulesView } from "../../bindings/MaskRulesView";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import classes from "./personal-data.module.css";
import { useMaskChange } from "./useMaskChange";

const EMPTY: MaskRule = { objectName: null, field: "", isPart: false, mask: true };

/** Adds a rule. */
export function RuleDialog({ view, onClose }: { view: MaskRulesView; onClose: () => void }) {
  const [rule, setRule] = useState(EMPTY);
  const { save, busy, error } = useMaskChange(view, onClose);
  const objects = useCommand("org.objects", {});
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title="Add a rule"
      confirmLabel="Add"
      busy={busy}
      disabled={rule.field.trim() === ""}
      error={error}
      onConfirm={(reason) => save({ own: [...view.value.own, rule] }, reason)}
    >
      <TextInput
        label="Field"
        description="API name, or a part of it"
        required
        spellCheck={false}
        classNames={{ input: "mono" }}
        value={rule.field}
        onChange={(event) => setRule({ ...rule, field: event.currentTarget.value })}
      />
      <Switch
        label="It is a part of names"
        description="Every field with these letters in its name, wherever they stand."
        checked={rule.isPart}
        onChange={(event) => setRule({ ...rule, isPart: event.currentTarget.checked })}
      />
      <Autocomplete
        label="Object"
        placeholder="Any object"
        data={objects.data?.map(({ name }) => name) ?? []}
        limit={50}
        value={rule.objectName ?? ""}
        onChange={(name) => setRule({ ...rule, objectName: name === "" ? null : name })}
      />
      <SegmentedControl
        aria-label="Such fields are"
        value={rule.mask ? "masked" : "shown"}
        onChange={(value) => setRule({ ...rule, mask: value === "masked" })}
        data={[
          { value: "masked", label: "Masked" },
          { value: "shown", label: "Shown" },
        ]}
      />
      <p className={classes.hint}>
        It beats the built-in rules. Of two of your own the more exact one holds: a whole name before a part,
        a named object before any.
      </p>
    </ReasonDialog>
  );
}
