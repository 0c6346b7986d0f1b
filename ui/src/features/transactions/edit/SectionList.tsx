import { IconAlertTriangle, IconPointFilled } from "@tabler/icons-react";

import type { EditProblem } from "../../../bindings/EditProblem";
import type { TransactionDetail } from "../../../bindings/TransactionDetail";
import { DataText } from "../../../components/text/DataText";
import { OperationLabel } from "../payload/OperationLabel";
import { type Draft, editOf, isItemChanged } from "./draft";
import classes from "./edit.module.css";
import { problemsOf } from "./problems";

interface SectionListProps {
  base: TransactionDetail;
  draft: Draft;
  problems: EditProblem[];
  /** Id of an item; null for the transaction's own details. */
  chosen: string | null;
  onChoose: (itemId: string) => void;
}

/** Stands for the transaction's own details where an item's Id stands for an item. */
export const DETAILS = "details";

/** What can be edited: each item, and the details of the transaction. Says where something is changed or wrong. */
export function SectionList({ base, draft, problems, chosen, onChoose }: SectionListProps) {
  return (
    <nav className={classes.sections} aria-label="Parts of the transaction">
      <p className={classes.sectionsTitle}>Items</p>
      {base.items.map((item, at) => (
        <Section
          key={item.Id}
          current={chosen === item.Id}
          changed={isItemChanged(item, draft)}
          problems={problemsOf(problems, item.Id).length}
          onClick={() => onChoose(item.Id)}
        >
          <span className="dim">{at + 1}</span> <OperationLabel operation={item.OperationType} />{" "}
          <DataText text={item.ObjectName} />
        </Section>
      ))}
      <p className={classes.sectionsTitle}>Transaction</p>
      <Section
        current={chosen === null}
        changed={editOf(base, draft).fields.length > 0}
        problems={problemsOf(problems, null).length}
        onClick={() => onChoose(DETAILS)}
      >
        Transaction details
      </Section>
    </nav>
  );
}

interface SectionProps {
  current: boolean;
  changed: boolean;
  problems: number;
  onClick: () => void;
  children: React.ReactNode;
}

function Section({ current, changed, problems, onClick, children }: SectionProps) {
  return (
    <button
      type="button"
      className={classes.sectionButton}
      aria-current={current || undefined}
      onClick={onClick}
    >
      <span className="clip">{children}</span>
      <span className={classes.marks}>
        {changed && (
          <span className={classes.changedMark} data-hint="Changed">
            <IconPointFilled size={14} aria-hidden />
            <span className="visually-hidden">changed</span>
          </span>
        )}
        {problems > 0 && (
          <span className={classes.problemMark} data-tone="failed">
            <IconAlertTriangle size={13} aria-hidden />
            {problems}
            <span className="visually-hidden"> {problems === 1 ? "problem" : "problems"}</span>
          </span>
        )}
      </span>
    </button>
  );
}
