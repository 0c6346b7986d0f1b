//! Runs of the Sync Processor.

use model::{Pause, RunTrigger, Timestamp};
use serde::{Deserialize, Serialize};
use store::Forecast;
use ts_rs::TS;

use super::{Nothing, transactions::change_by};
use crate::{ConsoleError, ConsoleEvent, JobKind, at_work, command::Context, jobs::Job};

/// The lookback that the scheduler's template has.
pub(crate) const DEFAULT_LOOKBACK_DAYS: i64 = 60;

/// A run.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunRequest {
    /// Only transactions made on the device in the last so many days; none for 60.
    pub lookback_days: Option<i64>,
    /// Go on until nothing is due, also with what arrives meanwhile.
    pub until_empty: bool,
    /// `commandLine` when a person asks for it there; anything else stands for the console.
    #[serde(default)]
    #[ts(optional)]
    pub trigger: Option<RunTrigger>,
}

/// Switches the background processor.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetBackgroundRequest {
    /// Work whenever something is due, or only when asked.
    pub on: bool,
}

/// Pauses or resumes the processor.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetPausedRequest {
    /// Nothing is taken from the queue, or the work goes on.
    pub paused: bool,
    /// Why.
    pub reason: String,
}

/// Looks ahead to the next run.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ForecastRequest {
    /// Another lookback than the schedule's, in days.
    pub lookback_days: Option<i64>,
}

/// What the processor does now, and what waits for it.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProcessorState {
    /// Whether a processor works in the background, whenever something is due.
    pub background: bool,
    /// The run at work.
    pub running: Option<Job>,
    /// The last run that ended.
    pub last: Option<Job>,
    /// Transactions that are New or Retry.
    pub queued: i64,
    /// When the next retry is due.
    pub next_retry_at: Option<Timestamp>,
    /// Who paused the processor, and why; none while it may work.
    pub paused: Option<Pause>,
    /// When a schedule is due next; none when no schedule is active.
    pub next_run_at: Option<Timestamp>,
    /// The schedule that is due next.
    pub next_schedule: Option<String>,
}

pub(super) async fn run(context: &Context<'_>, request: RunRequest) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    let lookback_days = lookback_in_range(request.lookback_days.unwrap_or(DEFAULT_LOOKBACK_DAYS))?;
    if let Some(running) = context.console.jobs().running(JobKind::Process) {
        return Ok(running);
    }
    let trigger = match request.trigger {
        Some(RunTrigger::CommandLine) => RunTrigger::CommandLine,
        _ => RunTrigger::Manual,
    };
    at_work::run(
        context.console,
        &workspace,
        trigger,
        lookback_days,
        request.until_empty,
    )
    .await
}

/// A lookback in days, which must be from 1 to 3650.
pub(super) fn lookback_in_range(days: i64) -> Result<i64, ConsoleError> {
    if (1..=3_650).contains(&days) {
        return Ok(days);
    }
    let message = format!("The lookback must be from 1 to 3650 days, not {days}.");
    Err(ConsoleError::Invalid {
        details: serde_json::json!([{ "field": "lookbackDays", "message": message }]),
        message,
    })
}

pub(super) async fn set_background(
    context: &Context<'_>,
    request: SetBackgroundRequest,
) -> Result<ProcessorState, ConsoleError> {
    let workspace = context.workspace()?;
    if request.on != workspace.is_background_on() {
        let next = request
            .on
            .then(|| at_work::start_background(context.console, &workspace, DEFAULT_LOOKBACK_DAYS));
        workspace.set_background(next).await;
        context.console.tell(ConsoleEvent::ProcessorChanged);
    }
    state(context, Nothing {}).await
}

/// Pauses the processor or lets it go on, for every program that works on the store.
pub(super) async fn set_paused(
    context: &Context<'_>,
    request: SetPausedRequest,
) -> Result<ProcessorState, ConsoleError> {
    let workspace = context.workspace()?;
    let change = change_by(context, &request.reason)?;
    workspace.store().set_paused(request.paused, &change).await?;
    if !request.paused {
        workspace.wake_scheduler();
        workspace.wake_background();
    }
    context.console.tell(ConsoleEvent::ProcessorChanged);
    // Pauses are kept with the changes of the processor's settings.
    context.console.tell(ConsoleEvent::SettingsChanged);
    state(context, Nothing {}).await
}

pub(super) async fn forecast(
    context: &Context<'_>,
    request: ForecastRequest,
) -> Result<Forecast, ConsoleError> {
    let workspace = context.workspace()?;
    let lookback_days = request.lookback_days.map(lookback_in_range).transpose()?;
    Ok(workspace.store().forecast(lookback_days).await?)
}

pub(super) async fn state(context: &Context<'_>, _: Nothing) -> Result<ProcessorState, ConsoleError> {
    let workspace = context.workspace()?;
    let jobs = context.console.jobs();
    let next = workspace.store().next_schedule().await?;
    let last = jobs
        .list()
        .into_iter()
        .find(|job| job.kind == JobKind::Process && job.finished_at.is_some());
    Ok(ProcessorState {
        background: workspace.is_background_on(),
        running: jobs.running(JobKind::Process),
        last,
        queued: workspace.queued().await?,
        next_retry_at: workspace.store().next_retry_at().await?,
        paused: workspace.store().pause().await?,
        next_run_at: next.as_ref().and_then(|schedule| schedule.next_run_at),
        next_schedule: next.map(|schedule| schedule.name),
    })
}
