//! The Sync Processor at work in this program: runs as jobs, the scheduler, and the processor in the background.

use std::{sync::Arc, time::Duration};

use model::{BatchJob, RunTrigger, Timestamp};
use processor::{BackgroundProcessor, BegunRun, Processor, ProcessorError, ProcessorEvent, Scheduler, Turn};
use store::RunBegun;
use tokio::sync::{broadcast, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    Console, ConsoleError, ConsoleEvent, Job, JobKind, JobResult, jobs::JobHandle, workspace::Workspace,
};

/// Windows are told of a run that moves on at most this often, in milliseconds of the clock.
const TELL_EVERY_MS: i64 = 1_000;

/// What is real-time asks this often whether the run at work has ended.
const WAIT_FOR_TURN: Duration = Duration::from_millis(500);

/// What is real-time and yet older than so many days is left to runs that look back further.
const REAL_TIME_LOOKBACK_DAYS: i64 = 60;

/// Begins a run and carries it out as a job.
///
/// # Errors
/// When another run is at work, the processor is paused, or the store cannot be written.
pub(crate) async fn run(
    console: &Console,
    workspace: &Arc<Workspace>,
    trigger: RunTrigger,
    lookback_days: i64,
    until_empty: bool,
) -> Result<Job, ConsoleError> {
    let name = match trigger {
        RunTrigger::CommandLine => "syncadm process",
        _ => "Run now",
    };
    let processor = processor_of(console, workspace, "run");
    let run = match processor.begin(name, trigger, lookback_days).await? {
        Turn::Begun(run) => run,
        Turn::Refused(why) => return Err(refusal(why)),
    };
    Ok(as_job(console, workspace, run, until_empty).await?.0)
}

/// Looks after the schedules of the workspace until it is closed.
pub(crate) fn start_scheduler(console: &Console, workspace: &Arc<Workspace>) -> Scheduler {
    let processor = processor_of(console, workspace, "schedule");
    let (console, workspace) = (console.clone(), Arc::clone(workspace));
    Scheduler::start(processor, move |run, stop| {
        let (console, workspace) = (console.clone(), Arc::clone(&workspace));
        async move {
            console.tell(ConsoleEvent::SchedulesChanged);
            match as_job(&console, &workspace, run, false).await {
                Ok((job, ended)) => until_ended(&console, &job, ended, &stop).await,
                Err(error) => tracing::error!(%error, "a scheduled run could not begin"),
            }
        }
    })
}

/// A processor that works whenever something is due.
pub(crate) fn start_background(
    console: &Console,
    workspace: &Workspace,
    lookback_days: i64,
) -> BackgroundProcessor {
    let processor = processor_of(console, workspace, "background");
    let mut moves = Moves::of(console);
    let console = console.clone();
    BackgroundProcessor::start(processor, lookback_days, move |event| {
        moves.hear(&event);
        if let ProcessorEvent::Claimed { ids } | ProcessorEvent::Settled { ids, .. } = event {
            console.tell(ConsoleEvent::TransactionsChanged(ids));
        }
    })
}

/// Processes what arrived and is real-time, also while no processor works in the background. When another run is at
/// work, that one may do it; what it leaves is done when it has ended. That it cannot be done is no failure of what
/// brought it: it is queued, and the next run takes it.
pub(crate) async fn process_real_time(console: &Console, workspace: &Arc<Workspace>, job: &JobHandle) {
    let _at_work = workspace.at_work().await;
    let outcome = match begin_real_time(console, workspace, job).await {
        Ok(None) => return,
        Ok(Some(run)) => {
            let mut moves = Moves::of(console);
            let on_event = |event: ProcessorEvent| {
                moves.hear(&event);
                if let ProcessorEvent::Claimed { ids } | ProcessorEvent::Settled { ids, .. } = event {
                    console.tell(ConsoleEvent::TransactionsChanged(ids));
                }
            };
            run.work(true, on_event, job.cancel.clone()).await.map(drop)
        }
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        tracing::error!(%error, "what is real-time could not be processed on arrival");
    }
    console.tell(ConsoleEvent::RunsChanged);
    workspace.wake_scheduler();
}

/// Takes the turn for what is real-time, when it is free; none when nothing is left to do, or nothing may be done.
async fn begin_real_time(
    console: &Console,
    workspace: &Workspace,
    job: &JobHandle,
) -> Result<Option<BegunRun>, ProcessorError> {
    let processor = processor_of(console, workspace, "real time");
    let mut events = console.events();
    let mut waits_for = None;
    while processor.is_real_time_due(REAL_TIME_LOOKBACK_DAYS).await? {
        let turn = processor.begin("Real time", RunTrigger::RealTime, REAL_TIME_LOOKBACK_DAYS);
        match turn.await? {
            Turn::Begun(run) => {
                job.wait_for(None);
                return Ok(Some(run));
            }
            Turn::Refused(RunBegun::AtWork(run)) if waits_for == Some(run.id) => {}
            Turn::Refused(RunBegun::AtWork(run)) => {
                waits_for = Some(run.id);
                job.wait_for(Some(turn_of(&run)));
            }
            Turn::Refused(_) => return Ok(None),
        }
        tokio::select! {
            () = job.cancel.cancelled() => return Ok(None),
            () = a_run_moved(&mut events) => {}
            // It may be a run of another program.
            () = tokio::time::sleep(WAIT_FOR_TURN) => {}
        }
    }
    Ok(None)
}

/// Which run has the turn, in words.
fn turn_of(run: &BatchJob) -> String {
    format!(
        "run {} (\"{}\", by {}): what is real-time is processed when it has ended",
        run.id, run.name, run.processor
    )
}

/// Waits until a run of this program has moved on or ended.
async fn a_run_moved(events: &mut broadcast::Receiver<ConsoleEvent>) {
    // After a gap in the events it may have.
    while let Ok(event) = events.recv().await {
        if matches!(event, ConsoleEvent::RunsChanged) {
            return;
        }
    }
}

/// A processor on the workspace whose name tells the program and its process.
fn processor_of(console: &Console, workspace: &Workspace, role: &str) -> Processor {
    let name = format!("console {role} {}", std::process::id());
    Processor::new(
        workspace.store().clone(),
        workspace.org_handle(),
        console.clock(),
        console.ids(),
        name,
    )
}

/// Rings when the job has ended.
type Ended = oneshot::Receiver<()>;

async fn as_job(
    console: &Console,
    workspace: &Arc<Workspace>,
    run: BegunRun,
    until_empty: bool,
) -> Result<(Job, Ended), ConsoleError> {
    let total = workspace.queued().await?;
    let title = format!("{}, last {} days", run.run().name, run.run().lookback_days);
    let at_work = workspace.at_work().await;
    let (sender, ended) = oneshot::channel::<()>();
    let (at_console, at_workspace) = (console.clone(), Arc::clone(workspace));
    let job = console
        .jobs()
        .start(JobKind::Process, title, move |job| async move {
            let outcome = carry_out(&at_console, run, until_empty, total, &job).await;
            // What is due next may have waited for this run to end.
            at_workspace.wake_scheduler();
            at_workspace.wake_background();
            drop((at_work, sender));
            outcome
        });
    Ok((job, ended))
}

async fn carry_out(
    console: &Console,
    run: BegunRun,
    until_empty: bool,
    total: i64,
    job: &JobHandle,
) -> Result<Option<JobResult>, ConsoleError> {
    let mut moves = Moves::of(console);
    let (mut done, mut failures) = (0, 0);
    let on_event = |event: ProcessorEvent| {
        moves.hear(&event);
        if let ProcessorEvent::Settled { ids, failed } = event {
            done += i64::try_from(ids.len()).unwrap_or(i64::MAX);
            failures += failed;
            job.progress(done, Some(total.max(done)), failures);
            console.tell(ConsoleEvent::TransactionsChanged(ids));
        }
    };
    let outcome = run.work(until_empty, on_event, job.cancel.clone()).await;
    console.tell(ConsoleEvent::RunsChanged);
    console.tell(ConsoleEvent::ProcessorChanged);
    let summary = outcome?;
    job.keep(JobResult::Process(summary.clone()));
    if summary.canceled_by_caller {
        return Err(ConsoleError::Canceled);
    }
    Ok(Some(JobResult::Process(summary)))
}

/// Waits for the end of a job; `stop` asks it to end early.
async fn until_ended(console: &Console, job: &Job, mut ended: Ended, stop: &CancellationToken) {
    tokio::select! {
        _ = &mut ended => return,
        () = stop.cancelled() => {}
    }
    console.jobs().cancel(job.id);
    // The sender is dropped at the end, with or without a word.
    let _ = ended.await;
}

/// Tells windows that a run moved on, now and then.
struct Moves {
    console: Console,
    last_told: Timestamp,
}

impl Moves {
    fn of(console: &Console) -> Self {
        Self {
            console: console.clone(),
            last_told: Timestamp::MIN_UTC,
        }
    }

    fn hear(&mut self, event: &ProcessorEvent) {
        let now = self.console.clock().now();
        match event {
            ProcessorEvent::PartEnded(_) if (now - self.last_told).num_milliseconds() < TELL_EVERY_MS => {}
            ProcessorEvent::Started | ProcessorEvent::PartEnded(_) | ProcessorEvent::Finished(_) => {
                self.last_told = now;
                self.console.tell(ConsoleEvent::RunsChanged);
            }
            _ => {}
        }
    }
}

fn refusal(why: RunBegun) -> ConsoleError {
    match why {
        RunBegun::AtWork(run) => ConsoleError::RunAtWork(Box::new(run)),
        RunBegun::Paused(pause) => ConsoleError::Paused(pause),
        RunBegun::Begun(_) | RunBegun::NothingDue(_) => ConsoleError::invalid("No schedule is due."),
    }
}
