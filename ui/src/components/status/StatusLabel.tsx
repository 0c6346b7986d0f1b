import type { Status } from "../../bindings/Status";
import { STATUS_LOOKS } from "../../theme/status";
import { ToneLabel } from "./ToneLabel";

/** A status as admins know it. */
export function StatusLabel({ status }: { status: Status }) {
  return <ToneLabel look={{ word: status, ...STATUS_LOOKS[status] }} />;
}
