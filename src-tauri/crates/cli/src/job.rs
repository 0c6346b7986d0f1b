//! Long work: started, watched with a progress bar on a terminal, canceled by Ctrl-C.

use std::{io::IsTerminal as _, time::Duration};

use console::{ConsoleEvent, Job, JobState};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    exit::{Exit, Failure},
    session::Session,
};

#[derive(Deserialize)]
struct Started {
    id: i64,
}

/// Starts the job that `command` makes and waits for its end. Ctrl-C asks the job to stop: it finishes what it is at.
///
/// # Errors
/// When the job fails. A canceled job is answered: it may have a result.
pub async fn run(session: &Session, command: &str, request: Value) -> Result<Job, Failure> {
    // Before the job starts, so that its end is never missed.
    let mut events = session.console.events();
    let Started { id } = session.call(command, request).await?;
    let bar = bar();
    let job = loop {
        tokio::select! {
            event = events.recv() => match event {
                Ok(ConsoleEvent::JobChanged(job)) if job.id == id => {
                    show(&bar, &job);
                    if job.finished_at.is_some() {
                        break job;
                    }
                }
                // The last event of a job is never among those that a slow listener misses.
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return Err(Failure::NotFound(format!("the job of {command} is gone"))),
            },
            signal = tokio::signal::ctrl_c() => {
                signal?;
                bar.set_message("stopping");
                session.call::<Value>("jobs.cancel", json!({ "id": id })).await?;
            }
        }
    };
    bar.finish_and_clear();
    match job.error {
        Some(error) => Err(Failure::Console(error)),
        None => Ok(job),
    }
}

/// The exit code that the end of a job stands for.
pub fn exit(job: &Job) -> Exit {
    if job.state == JobState::Completed {
        Exit::Done
    } else {
        Exit::Failures
    }
}

/// On stderr, and only when that is a terminal.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template(
        "{msg} {bar:30} {human_pos} of {human_len}, {per_sec}, {eta} left  (Ctrl-C stops)",
    ) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn show(bar: &ProgressBar, job: &Job) {
    if bar.message().is_empty() {
        bar.set_message(job.title.clone());
    }
    if let Some(total) = job.total {
        bar.set_length(total.unsigned_abs());
    }
    bar.set_position(job.done.unsigned_abs());
}
