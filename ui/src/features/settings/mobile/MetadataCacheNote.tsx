import { IconInfoCircle } from "@tabler/icons-react";

import classes from "./MobileSettingsScreen.module.css";

/** When a saved setting reaches the devices: what admins forget most often. */
export function MetadataCacheNote() {
  return (
    <p className={classes.note} data-tone="blue">
      <IconInfoCircle size={16} aria-hidden />
      Changes reach the devices only when a metadata cache is generated in the org after you saved.
    </p>
  );
}
