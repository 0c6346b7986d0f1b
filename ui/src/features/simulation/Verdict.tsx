import type { TransactionSimulation } from "../../bindings/TransactionSimulation";
import { DataText } from "../../components/text/DataText";
import { STATUS_LOOKS } from "../../theme/status";
import { WOULD } from "./outcomes";
import classes from "./simulation.module.css";

/** The answer in one line: how the attempt would end, and why. */
export function Verdict({ simulation }: { simulation: TransactionSimulation }) {
  const { outcome, reason, items, withEdit } = simulation;
  const { tone, icon: Icon } = STATUS_LOOKS[outcome];
  const errors = items.flatMap((item) => item.errors);
  const codes = [...new Set(errors.map(({ code }) => code))];
  return (
    <section className={classes.verdict} data-tone={tone} aria-label="Verdict">
      <Icon size={22} stroke={1.9} aria-hidden />
      <div>
        <p className={classes.verdictTitle}>
          {withEdit ? "With this edit it " : "It "}
          {WOULD[outcome]}
          {codes.length > 0 && (
            <>
              {" "}
              with <span className="mono">{codes.join(", ")}</span>
            </>
          )}
        </p>
        {reason !== null && (
          <p className={classes.verdictText}>
            <DataText text={reason} />
          </p>
        )}
      </div>
    </section>
  );
}
