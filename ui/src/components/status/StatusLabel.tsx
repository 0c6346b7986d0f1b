import type { Status } from "../../bindings/Status";
import { STATUS_LOOKS } from "../../theme/status";
import classes from "./StatusLabel.module.css";

/** A status as admins know it: icon, word and colour. */
export function StatusLabel({ status }: { status: Status }) {
  const { tone, icon: Icon, meaning } = STATUS_LOOKS[status];
  return (
    <span className={classes.label} data-tone={tone} data-hint={meaning}>
      <Icon size={14} stroke={2} aria-hidden />
      {status}
    </span>
  );
}
