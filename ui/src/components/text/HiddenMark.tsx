import { VisuallyHidden } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";

import classes from "./DataText.module.css";
import { MASK } from "./mask";

/** Stands for a value that the console hides. */
export function HiddenMark() {
  return (
    <span className={classes.hidden} data-hint="Hidden: personal data">
      <IconLock size={12} aria-hidden />
      <span aria-hidden>{MASK}</span>
      <VisuallyHidden>hidden: personal data</VisuallyHidden>
    </span>
  );
}
