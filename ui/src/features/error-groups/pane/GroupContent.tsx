import type { ReactNode } from "react";

import type { ErrorGroup } from "../../../bindings/ErrorGroup";
import { ToneLabel } from "../../../components/status/ToneLabel";
import { DataText } from "../../../components/text/DataText";
import { ExplainedCause } from "../../causes/ExplainedCause";
import { DecisionHistory } from "../../decisions/DecisionHistory";
import { DecisionForm } from "../decision/DecisionForm";
import { placeOf, STATE_LOOKS } from "../states";
import { TrendChart } from "../TrendChart";
import { GroupActions } from "./GroupActions";
import { GroupFacts } from "./GroupFacts";
import classes from "./pane.module.css";

/** The error in a sample, how often it comes, why, what to do about it, and what was decided. */
export function GroupContent({ group, close }: { group: ErrorGroup; close: ReactNode }) {
  const { errorCode, objectName, fieldName, sampleMessage: message, state, trend } = group;
  const error = { errorCode, objectName, fieldName, message };
  const place = placeOf(group);
  return (
    <>
      <header className={classes.header}>
        <div className={classes.titleRow}>
          <h2 className={classes.title}>{errorCode}</h2>
          <ToneLabel look={STATE_LOOKS[state]} />
          <span className={classes.close}>{close}</span>
        </div>
        {place !== undefined && (
          <p className={classes.place}>
            <DataText text={place} />
          </p>
        )}
        <blockquote className={classes.message}>
          <DataText text={message} />
        </blockquote>
        <GroupFacts group={group} />
        <GroupActions group={group} error={error} />
      </header>
      <section className={classes.part} aria-label="Cause">
        <ExplainedCause error={error} />
      </section>
      <section className={classes.part} aria-label="Failures of the last 14 days">
        <h3 className={classes.partTitle}>Failures of the last 14 days</h3>
        <TrendChart trend={trend} />
      </section>
      <section className={classes.part} aria-label="Decision">
        <DecisionForm key={group.id} group={group} />
      </section>
      <section className={classes.part} aria-label="History">
        <h3 className={classes.partTitle}>History</h3>
        <DecisionHistory subject={{ kind: "errorGroup", id: group.id }} />
      </section>
    </>
  );
}
