import { IconAlertTriangle } from "@tabler/icons-react";

import type { EditProblem } from "../../../bindings/EditProblem";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { DataText } from "../../../components/text/DataText";
import classes from "./edit.module.css";

/** What the org would refuse, and what keeps the edit from being saved at all. */
export function ReviewProblems({ base, problems }: { base: TransactionDetail; problems: EditProblem[] }) {
  if (problems.length === 0) return null;
  const objectOf = (itemId: string | null) => base.items.find(({ Id }) => Id === itemId)?.ObjectName;
  const blocked = problems.some(({ blocksSave }) => blocksSave);
  return (
    <div className={classes.notice} data-tone="failed" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <div className={classes.noticeText}>
        <b>{blocked ? "It cannot be saved like this:" : "The org would refuse this:"}</b>
        <ul className={classes.problemList}>
          {problems.map(({ itemId, field, code, message }) => (
            <li key={`${itemId} ${field} ${code} ${message}`}>
              <span className="mono">{[objectOf(itemId), field].filter(Boolean).join(".")}</span>{" "}
              <DataText text={message} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
