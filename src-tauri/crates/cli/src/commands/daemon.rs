//! `syncadm daemon`: runs schedules and watches on a server, until it is told to end.

use std::path::Path;

use console::{ConsoleEvent, Job, JobResult, JobState};
use serde_json::{Value, json};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::{
    exit::{Exit, Failure},
    output::{Output, clean},
    session::Session,
};

const EXAMPLES: &str = "\
Examples:
  syncadm daemon
  syncadm daemon --continuous

Ctrl-C or SIGTERM ends it after the transactions at work; none is left halfway. What was missed while it did not
run is made up for by one run when it starts again. What the watch tells goes to stderr and to the inbox.";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Also process whenever something is due, between the schedules
    #[arg(long)]
    continuous: bool,
}

/// Runs schedules and watches until a signal comes. What happens is told on stderr.
///
/// # Errors
/// When the store cannot be opened.
pub async fn run(store: Option<&Path>, args: Args, output: &Output) -> Result<Exit, Failure> {
    let mut stop = Signals::listen()?;
    let session = Session::new();
    session.console.run_schedules();
    session.console.watch();
    let events = session.console.events();
    session.open_store(store).await?;
    let schedules: Vec<model::Schedule> = session.call("schedules.list", json!({})).await?;
    let active = schedules.iter().filter(|schedule| schedule.is_active).count();
    output.note(&format!("started; active schedules: {active}"));
    if args.continuous {
        session
            .call::<Value>("processor.setBackground", json!({ "on": true }))
            .await?;
    }
    tokio::select! {
        () = stop.first() => output.note("stopping after the transactions at work"),
        () = tell(events, output) => {}
    }
    session.close().await;
    output.note("stopped");
    Ok(Exit::Done)
}

/// Tells runs as they begin and end, and notices as they come.
async fn tell(mut events: Receiver<ConsoleEvent>, output: &Output) {
    let mut begun = 0;
    loop {
        match events.recv().await {
            Ok(ConsoleEvent::JobChanged(job)) if job.finished_at.is_some() => output.note(&ended(&job)),
            Ok(ConsoleEvent::JobChanged(job)) if job.id > begun => {
                begun = job.id;
                output.note(&format!("{}: began", clean(&job.title)));
            }
            Ok(ConsoleEvent::NoticesChanged(notices)) => {
                for notice in notices {
                    output.note(&format!(
                        "notice: {}. {}",
                        clean(&notice.title),
                        clean(&notice.text)
                    ));
                }
            }
            Ok(_) => {}
            Err(RecvError::Lagged(missed)) => output.note(&format!("{missed} messages were left out")),
            Err(RecvError::Closed) => return,
        }
    }
}

fn ended(job: &Job) -> String {
    let how = match (&job.state, &job.error, &job.result) {
        (_, Some(error), _) => format!("failed: {}", clean(&error.message)),
        (JobState::Canceled, ..) => "canceled".to_owned(),
        (_, _, Some(JobResult::Process(summary))) => format!(
            "ended: {} claimed, {} Success, {} Failed, {} Retry, {} Canceled, {} Manual",
            summary.claimed, summary.success, summary.failed, summary.retry, summary.canceled, summary.manual
        ),
        _ => "ended".to_owned(),
    };
    format!("{}: {how}", clean(&job.title))
}

/// What ends a daemon.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// From now on they do not end the program by themselves.
    #[cfg(unix)]
    fn listen() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate()).map_err(Failure::Start)?,
            interrupt: signal(SignalKind::interrupt()).map_err(Failure::Start)?,
        })
    }

    #[cfg(not(unix))]
    fn listen() -> Result<Self, Failure> {
        Ok(Self {})
    }

    /// Waits for the first.
    #[cfg(unix)]
    async fn first(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn first(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
