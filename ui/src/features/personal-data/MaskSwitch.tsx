import { Switch, Text } from "@mantine/core";
import { useState } from "react";

import type { MaskRulesView } from "../../bindings/MaskRulesView";
import { ReasonDialog } from "../../components/dialogs/ReasonDialog";
import { Panel } from "../../components/layout/Panel";
import { useMaskChange } from "./useMaskChange";

/** Whether personal data is masked on screen; a change needs a reason. */
export function MaskSwitch({ view }: { view: MaskRulesView }) {
  const [asking, setAsking] = useState(false);
  const { save, busy, error } = useMaskChange(view, () => setAsking(false));
  const { onScreen } = view.value;
  return (
    <Panel title="Masks on screen">
      <Switch
        label="Hide personal data on screen and in syncadm"
        description="Support bundles are always masked. An export says for itself whether it is, and one that is not is recorded below."
        checked={onScreen}
        onChange={() => setAsking(true)}
      />
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={onScreen ? "Show personal data" : "Hide personal data"}
        confirmLabel={onScreen ? "Show it" : "Hide it"}
        danger={onScreen}
        busy={busy}
        error={error}
        onConfirm={(reason) => save({ onScreen: !onScreen }, reason)}
      >
        <Text size="sm">
          {onScreen
            ? "Everybody who opens this workspace sees the values of every payload, and nothing more is recorded of it."
            : "The values that the rules name are hidden from everybody, until somebody reveals one."}
        </Text>
      </ReasonDialog>
    </Panel>
  );
}
