import { Button } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useState } from "react";

import type { Item } from "../../../bindings/Item";
import { EditDrawer } from "../edit/EditDrawer";
import { CompareForm } from "./CompareForm";
import classes from "./compare.module.css";

/** Compares an update with the org, and offers to take the org's values. */
export function CompareItem({ item }: { item: Item }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        className={classes.open ?? ""}
        leftSection={<IconArrowsDiff size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Compare with the org
      </Button>
      {open && (
        <EditDrawer
          id={item.DeviceSyncTransactionId}
          title="Compare"
          form={(props) => <CompareForm {...props} itemId={item.Id} />}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
