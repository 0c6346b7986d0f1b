import { ActionIcon } from "@mantine/core";
import { IconFlask, IconStack2, IconTableExport, IconTableImport } from "@tabler/icons-react";
import { memo } from "react";

import { useDialogs } from "../../../app/dialogs/dialogs";
import type { TransactionFilter } from "../../../bindings/TransactionFilter";
import { BulkMenu } from "../../bulk/BulkMenu";
import { ColumnChooser } from "./ColumnChooser";
import classes from "./list.module.css";
import type { FilterTotal } from "./useFilterTotal";

interface ListToolbarProps {
  filter: TransactionFilter;
  loaded: number;
  total: FilterTotal | undefined;
}

/** Below the list: how many rows there are, columns, actions on and simulation of all of them, import and export. */
export function ListToolbar({ filter, loaded, total }: ListToolbarProps) {
  return (
    <div className={classes.foot}>
      <span aria-live="polite">
        {total && `${total.text} transactions, ${loaded.toLocaleString("en")} loaded`}
      </span>
      <ListTools filter={filter} />
    </div>
  );
}

const ListTools = memo(function ListTools({ filter }: Pick<ListToolbarProps, "filter">) {
  const openDialog = useDialogs();
  return (
    <span className={classes.tools}>
      <BulkMenu scope={{ kind: "filter", filter }}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label="Act on all that match"
          data-hint="Act on all that match"
        >
          <IconStack2 size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </BulkMenu>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label="Simulate what this filter finds"
        data-hint="Simulate what this filter finds"
        onClick={() => openDialog({ kind: "simulate", scope: { kind: "filter", filter } })}
      >
        <IconFlask size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label="Import Data Loader files"
        data-hint="Import Data Loader files"
        onClick={() => openDialog({ kind: "import" })}
      >
        <IconTableImport size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label="Export what this filter finds"
        data-hint="Export what this filter finds"
        onClick={() => openDialog({ kind: "export", filter })}
      >
        <IconTableExport size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ColumnChooser />
    </span>
  );
});
