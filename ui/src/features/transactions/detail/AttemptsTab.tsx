import { IconPlayerPlay } from "@tabler/icons-react";

import { useCommand } from "../../../api/query";
import type { Attempt } from "../../../bindings/Attempt";
import { EmptyState } from "../../../components/feedback/EmptyState";
import { StatusLabel } from "../../../components/status/StatusLabel";
import { DataText } from "../../../components/text/DataText";
import { duration } from "../../../components/time/format";
import { RelativeTime } from "../../../components/time/RelativeTime";
import { LimitMeters } from "../../limits/LimitMeters";
import classes from "./detail.module.css";

/** Each attempt of a processor: when, how long, how it ended, by whom, what it used. Newest first. */
export function AttemptsTab({ attempts }: { attempts: Attempt[] }) {
  const limits = useCommand("org.limits", {});
  if (attempts.length === 0) {
    return (
      <EmptyState icon={IconPlayerPlay} title="No attempt yet">
        The Sync Processor has not worked on this transaction.
      </EmptyState>
    );
  }
  return (
    <ol className={classes.cards} aria-label="Attempts">
      {attempts.map((attempt) => (
        <li key={`${attempt.number} ${attempt.startedAt}`} className={classes.card}>
          <div className={classes.cardHead}>
            <b>Attempt {attempt.number}</b>
            <StatusLabel status={attempt.outcome} />
            <span className={classes.cardFacts}>
              <RelativeTime at={attempt.startedAt} /> · took {duration(attempt.durationMs)} · by{" "}
              <DataText text={attempt.processor} />
            </span>
          </div>
          {(attempt.errorCode !== null || attempt.message !== null) && (
            <p className={classes.cardText}>
              {attempt.errorCode !== null && <b className={classes.entryCode}>{attempt.errorCode} </b>}
              {attempt.message !== null && <DataText text={attempt.message} />}
            </p>
          )}
          {attempt.nextAttemptAt !== null && (
            <p className={classes.cardText}>
              Next attempt due <RelativeTime at={attempt.nextAttemptAt} />
            </p>
          )}
          {attempt.usage !== null && limits.data && (
            <div className={classes.usage} role="group" aria-label="Limits used, of what is allowed now">
              <LimitMeters usage={attempt.usage} limits={limits.data} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
