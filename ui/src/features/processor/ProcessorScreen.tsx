import { useCommand } from "../../api/query";
import type { ProcessorState } from "../../bindings/ProcessorState";
import { ErrorNotice } from "../../components/feedback/ErrorNotice";
import { SkeletonText } from "../../components/feedback/Skeletons";
import { JobProgress } from "../../components/job/JobProgress";
import { Panel } from "../../components/layout/Panel";
import { Screen } from "../../components/layout/Screen";
import { BackgroundSwitch } from "./BackgroundSwitch";
import { ForecastPanel } from "./ForecastPanel";
import { LocksPanel } from "./LocksPanel";
import { PauseBanner } from "./PauseBanner";
import { ProcessorActions } from "./ProcessorActions";
import classes from "./ProcessorScreen.module.css";
import { QueueFacts } from "./QueueFacts";
import { RunForm } from "./RunForm";
import { LastRunsPanel } from "./runs/LastRunsPanel";

/** The Sync Processor: run it, watch it, stop it; what waits for it and what holds it up. */
export function ProcessorScreen() {
  const state = useCommand("processor.state", {});
  return (
    <Screen
      title="Sync Processor"
      lead="Takes transactions from the queue and applies their items to the org, all or none, in the order of each user."
      actions={state.data && <ProcessorActions paused={state.data.paused !== null} />}
    >
      <PauseBanner />
      {state.isError && <ErrorNotice error={state.error} onRetry={() => void state.refetch()} />}
      {state.isPending && <SkeletonText />}
      {state.data && (
        <div className={classes.columns}>
          <div className={classes.column}>
            <Panel title="Now">
              <div className={classes.now}>
                {state.data.running ? (
                  <JobProgress job={state.data.running} />
                ) : (
                  <div className={classes.idleNow}>{idle(state.data)}</div>
                )}
              </div>
              <QueueFacts state={state.data} />
              <div className={classes.background}>
                <BackgroundSwitch on={state.data.background} />
              </div>
            </Panel>
            <Panel title="Run now">
              <RunForm running={state.data.running !== null} paused={state.data.paused !== null} />
            </Panel>
          </div>
          <div className={classes.column}>
            <ForecastPanel />
            <LastRunsPanel />
            <div id="locks">
              <LocksPanel />
            </div>
          </div>
        </div>
      )}
    </Screen>
  );
}

/** What is said while no run is at work. */
function idle({ paused, background }: ProcessorState): string {
  if (paused) return "The processor is paused.";
  if (background) return "The processor works in the background. No other run is at work.";
  return "No run is at work.";
}
