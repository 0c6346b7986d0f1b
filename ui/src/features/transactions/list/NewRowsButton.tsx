import { Button } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";

import classes from "./list.module.css";
import type { LiveRows } from "./useLiveRows";
import { PAGE_SIZE } from "./useTransactionPages";

/** Rows that came while the list was held still; a click shows them. */
export function NewRowsButton({ live }: { live: LiveRows }) {
  if (live.waiting === 0) return null;
  const count = live.waiting >= PAGE_SIZE ? `${PAGE_SIZE}+` : String(live.waiting);
  return (
    <Button
      size="compact-sm"
      radius="xl"
      className={classes.newRows ?? ""}
      style={{ top: 42 }}
      leftSection={<IconArrowUp size={14} aria-hidden />}
      onClick={live.show}
    >
      {count} new
    </Button>
  );
}
