import { Link } from "@tanstack/react-router";

import { useCommand } from "../../api/query";
import type { Forecast } from "../../bindings/Forecast";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { Panel } from "../../components/layout/Panel";
import { DataText } from "../../components/text/DataText";
import { RelativeTime } from "../../components/time/RelativeTime";
import classes from "./ProcessorScreen.module.css";

/** What the next run would find: how many, for whom, and what it leaves. */
export function ForecastPanel() {
  const forecast = useCommand("processor.forecast", { lookbackDays: null });
  return (
    <Panel title="Next run">
      {forecast.isPending && <SkeletonText lines={6} />}
      {forecast.isError && <ErrorNotice error={forecast.error} onRetry={() => void forecast.refetch()} />}
      {forecast.data && <ForecastFacts forecast={forecast.data} />}
    </Panel>
  );
}

function ForecastFacts({ forecast }: { forecast: Forecast }) {
  const { due, users, topUsers, heldBack, retryLater, outsideLookback, fallsOut, lookbackDays } = forecast;
  const rest = users - topUsers.length;
  return (
    <>
      <p className={classes.when}>
        <When forecast={forecast} />
      </p>
      <dl className={classes.facts}>
        <dt>It would take</dt>
        <dd>
          {amount(due, "transaction")} of {amount(users, "user")}
        </dd>
        {topUsers.length > 0 && (
          <>
            <dt>For whom</dt>
            <dd className={classes.plain}>
              {topUsers.map(({ ownerId, name, count }, at) => (
                <span key={ownerId}>
                  {at > 0 && ", "}
                  <Link to="/transactions" search={{ ownerId }}>
                    <DataText text={name ?? ownerId} />
                  </Link>{" "}
                  {count.toLocaleString("en")}
                </span>
              ))}
              {rest > 0 && ` and ${rest.toLocaleString("en")} more`}
            </dd>
          </>
        )}
        <dt data-hint="They wait behind an earlier one of the same user that is still pending.">Held back</dt>
        <dd>{heldBack.toLocaleString("en")}</dd>
        <dt data-hint="Their next attempt is due only after the run begins.">To be retried later</dt>
        <dd>{retryLater.toLocaleString("en")}</dd>
        <dt
          data-hint={`Made on the device more than ${lookbackDays} days ago: no run with this lookback takes them.`}
        >
          Outside the lookback
        </dt>
        <dd data-tone={outsideLookback > 0 ? "amber" : undefined}>{outsideLookback.toLocaleString("en")}</dd>
        <dt data-hint="They are inside the lookback now and will be outside when the run begins.">
          Will have fallen out by then
        </dt>
        <dd data-tone={fallsOut > 0 ? "amber" : undefined}>{fallsOut.toLocaleString("en")}</dd>
      </dl>
      {outsideLookback + fallsOut > 0 && (
        <p className={classes.advice}>
          A run with a longer lookback takes those: set it under Run now, or in the schedule.
        </p>
      )}
    </>
  );
}

function When({ forecast: { at, schedule, lookbackDays } }: { forecast: Forecast }) {
  const lookback = `looks back ${amount(lookbackDays, "day")}`;
  if (at === null) {
    return (
      <>
        No schedule is active: <Link to="/processor/schedules">activate one</Link>, or run it now. The figures
        are those of a run that {lookback}.
      </>
    );
  }
  return (
    <>
      Begins <RelativeTime at={at} />
      {schedule !== null && (
        <>
          {" "}
          by <Link to="/processor/schedules">{schedule}</Link>
        </>
      )}
      , and {lookback}.
    </>
  );
}

function amount(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
