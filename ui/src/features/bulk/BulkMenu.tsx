import { Menu } from "@mantine/core";
import type { ReactNode } from "react";

import { useDialogs } from "../../app/dialogs/dialogs";
import type { BulkScope } from "../../bindings/BulkScope";
import { BULK_WORDING, type BulkKind } from "./words";

const KINDS: Exclude<BulkKind, "undo">[] = ["retry", "ignore", "markManual", "comment", "assign", "patch"];

/** The actions on many, in a menu of a button. */
export function BulkMenu({ scope, children }: { scope: BulkScope; children: ReactNode }) {
  const openDialog = useDialogs();
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {KINDS.map((kind) => {
          const { label, icon: Icon } = BULK_WORDING[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={<Icon size={15} aria-hidden />}
              onClick={() => openDialog({ kind: "bulk", request: { kind, scope } })}
            >
              {label}…
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
