import { IconFlask } from "@tabler/icons-react";

import classes from "../../../components/status/StatusLabel.module.css";

/** Marks what a simulation wrote: it did not happen in the org. */
export function SimulatedMark() {
  return (
    <span
      className={classes.label}
      data-tone="violet"
      data-hint="A simulation found this. Nothing happened in the org."
    >
      <IconFlask size={14} stroke={2} aria-hidden />
      Simulated
    </span>
  );
}
