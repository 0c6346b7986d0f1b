//! Runs of the Sync Processor.

use std::sync::Arc;

use model::{Status, Timestamp};
use processor::{BackgroundProcessor, Processor, ProcessorEvent, RunOptions};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nothing;
use crate::{
    Console, ConsoleError, ConsoleEvent, JobKind, JobResult,
    command::Context,
    jobs::{Job, JobHandle},
    workspace::Workspace,
};

/// The lookback that the scheduler's template has.
const DEFAULT_LOOKBACK_DAYS: i64 = 60;

/// A run.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunRequest {
    /// Only transactions made on the device in the last so many days; none for 60.
    pub lookback_days: Option<i64>,
    /// Go on until nothing is due, also with what arrives meanwhile.
    pub until_empty: bool,
}

/// Switches the background processor.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetBackgroundRequest {
    /// Work whenever something is due, or only when asked.
    pub on: bool,
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
}

pub(super) async fn run(context: &Context<'_>, request: RunRequest) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    let lookback_days = lookback_in_range(request.lookback_days.unwrap_or(DEFAULT_LOOKBACK_DAYS))?;
    if let Some(running) = context.console.jobs().running(JobKind::Process) {
        return Ok(running);
    }
    let total = queued(&workspace).await?;
    let options = RunOptions {
        lookback_days,
        until_empty: request.until_empty,
    };
    let console = context.console.clone();
    let title = format!("Sync Processor run, last {lookback_days} days");
    Ok(context
        .console
        .jobs()
        .start(JobKind::Process, title, move |job| async move {
            let summary = run_processor(&console, &workspace, options, total, &job).await?;
            let canceled = summary.canceled_by_caller;
            job.keep(JobResult::Process(summary.clone()));
            if canceled {
                Err(ConsoleError::Canceled)
            } else {
                Ok(Some(JobResult::Process(summary)))
            }
        }))
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
        let console = context.console.clone();
        let on_event = move |event| match event {
            ProcessorEvent::Claimed { ids } | ProcessorEvent::Settled { ids, .. } => {
                console.tell(ConsoleEvent::TransactionsChanged(ids));
            }
            _ => {}
        };
        let next = request.on.then(|| {
            let processor = new_processor(context.console, &workspace, "background");
            BackgroundProcessor::start(processor, DEFAULT_LOOKBACK_DAYS, on_event)
        });
        workspace.set_background(next).await;
    }
    state(context, Nothing {}).await
}

/// A processor on the workspace whose name tells the program and its process.
fn new_processor(console: &Console, workspace: &Workspace, role: &str) -> Processor {
    let name = format!("console {role} {}", std::process::id());
    Processor::new(
        workspace.store().clone(),
        workspace.org_handle(),
        console.clock(),
        console.ids(),
        name,
    )
}

async fn run_processor(
    console: &Console,
    workspace: &Arc<Workspace>,
    options: RunOptions,
    total: i64,
    job: &JobHandle,
) -> Result<processor::RunSummary, ConsoleError> {
    let processor = new_processor(console, workspace, "run");
    let (mut done, mut failures) = (0, 0);
    let on_event = |event: ProcessorEvent| {
        if let ProcessorEvent::Settled { ids, failed } = event {
            done += i64::try_from(ids.len()).unwrap_or(i64::MAX);
            failures += failed;
            job.progress(done, Some(total.max(done)), failures);
            console.tell(ConsoleEvent::TransactionsChanged(ids));
        }
    };
    Ok(processor.run(options, on_event, job.cancel.clone()).await?)
}

pub(super) async fn state(context: &Context<'_>, _: Nothing) -> Result<ProcessorState, ConsoleError> {
    let workspace = context.workspace()?;
    let jobs = context.console.jobs();
    let last = jobs
        .list()
        .into_iter()
        .find(|job| job.kind == JobKind::Process && job.finished_at.is_some());
    Ok(ProcessorState {
        background: workspace.is_background_on(),
        running: jobs.running(JobKind::Process),
        last,
        queued: queued(&workspace).await?,
        next_retry_at: workspace.store().next_retry_at().await?,
    })
}

/// Transactions that a run could take: New and Retry.
async fn queued(workspace: &Workspace) -> Result<i64, ConsoleError> {
    let counts = workspace.store().counts().await?;
    Ok(counts.get(Status::New) + counts.get(Status::Retry))
}
