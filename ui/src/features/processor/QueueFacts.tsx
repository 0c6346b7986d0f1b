import { Link } from "@tanstack/react-router";

import type { ProcessorState } from "../../bindings/ProcessorState";
import { RelativeTime } from "../../components/time/RelativeTime";
import classes from "./ProcessorScreen.module.css";

/** What waits for the processor. */
export function QueueFacts({ state }: { state: ProcessorState }) {
  return (
    <dl className={classes.facts}>
      <dt>
        Queued (
        <Link to="/transactions" search={{ view: "new" }}>
          New
        </Link>{" "}
        and{" "}
        <Link to="/transactions" search={{ view: "retry" }}>
          Retry
        </Link>
        )
      </dt>
      <dd>{state.queued.toLocaleString("en")}</dd>
      <dt>Next retry due</dt>
      <dd>{state.nextRetryAt ? <RelativeTime at={state.nextRetryAt} /> : "none"}</dd>
      <dt>Next scheduled run</dt>
      <dd>
        {state.nextRunAt ? (
          <RelativeTime at={state.nextRunAt} />
        ) : (
          <Link to="/processor/schedules">none: no schedule is active</Link>
        )}
      </dd>
    </dl>
  );
}
