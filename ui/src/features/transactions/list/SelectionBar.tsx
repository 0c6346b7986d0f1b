import { Button } from "@mantine/core";
import { IconFlask, IconStack2, IconX } from "@tabler/icons-react";

import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import { GuardedButton } from "../../../components/buttons/GuardedButton";
import { BulkMenu } from "../../bulk/BulkMenu";
import { whyNotSimulateAny } from "../../simulation/rules";
import { ActionButtons } from "../actions/ActionButtons";
import type { ActionTarget, TransactionAction } from "../actions/rules";
import classes from "./list.module.css";
import type { SelectAll } from "./useSelectAll";
import type { FilterTotal } from "./useFilterTotal";

interface SelectionBarProps {
  targets: ActionTarget[];
  filter: TransactionFilter;
  total: FilterTotal | undefined;
  all: SelectAll;
  onStart: (action: TransactionAction, targets: ActionTarget[]) => void;
  onSimulate: () => void;
  onClear: () => void;
}

/** What is selected, and what can be done to it. */
export function SelectionBar({
  targets,
  filter,
  total,
  all,
  onStart,
  onSimulate,
  onClear,
}: SelectionBarProps) {
  const canSelectMore = total !== undefined && total.count > targets.length;
  return (
    <div className={classes.selection} role="region" aria-label="Selection">
      <span className={classes.selected} aria-live="polite">
        {targets.length.toLocaleString("en")} selected
      </span>
      {canSelectMore && (
        <Button size="compact-sm" variant="subtle" loading={all.busy} onClick={all.select}>
          Select{" "}
          {total.count > all.limit || total.more
            ? `the first ${all.limit.toLocaleString("en")}`
            : `all ${total.text}`}
        </Button>
      )}
      {all.error && (
        <span role="alert" className={classes.selectionError}>
          Not all were selected: {all.error.message}
        </span>
      )}
      <GuardedButton
        size="compact-sm"
        variant="default"
        leftSection={<IconFlask size={14} aria-hidden />}
        whyNot={whyNotSimulateAny(targets)}
        onClick={onSimulate}
      >
        Simulate
      </GuardedButton>
      <ActionButtons targets={targets} onStart={onStart} />
      <BulkMenu scope={{ kind: "ids", targets: targets.map(asSent) }}>
        <Button size="compact-sm" variant="default" leftSection={<IconStack2 size={14} aria-hidden />}>
          In bulk
        </Button>
      </BulkMenu>
      {canSelectMore && (
        <BulkMenu scope={{ kind: "filter", filter }}>
          <Button size="compact-sm" variant="default" leftSection={<IconStack2 size={14} aria-hidden />}>
            All {total.text} that match
          </Button>
        </BulkMenu>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} aria-hidden />}
        onClick={onClear}
      >
        Clear selection
      </Button>
    </div>
  );
}

/** A target as the console takes it: another version by then is a conflict. */
function asSent({ id, version }: ActionTarget) {
  return { id, expectedVersion: version };
}
