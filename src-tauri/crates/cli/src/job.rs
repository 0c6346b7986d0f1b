//! Long work: started, watched with a progress bar on a terminal, canceled by Ctrl-C.

use std::{
    io::{self, IsTerminal as _, Write as _},
    pin::Pin,
    task::Poll,
    time::Duration,
};

use console::{ConsoleEvent, Job, JobKind, JobState};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    exit::{Exit, Failure},
    output::clean,
    session::Session,
};

#[derive(Deserialize)]
struct Started {
    id: i64,
}

/// Starts the job that `command` makes and waits for its end. Ctrl-C asks the job to stop: it finishes what it is at.
/// Another Ctrl-C does not wait for that.
///
/// # Errors
/// When the job fails. A canceled job is answered: it may have a result.
pub async fn run(session: &Session, command: &str, request: Value) -> Result<Job, Failure> {
    // Both before the job starts, so that neither its end nor a Ctrl-C is missed.
    let mut events = session.console.events();
    let mut stops = Stops::listen().await;
    let Started { id } = session.call(command, request).await?;
    let bar = bar();
    let mut is_stopping = false;
    let job = loop {
        tokio::select! {
            event = events.recv() => match event {
                Ok(ConsoleEvent::JobChanged(job)) if job.id == id => {
                    show(&bar, &job, is_stopping);
                    if job.finished_at.is_some() {
                        break job;
                    }
                }
                // The last event of a job is never among those that a slow listener misses.
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return Err(Failure::NotFound(format!("the job of {command} is gone"))),
            },
            () = stops.next() => {
                is_stopping = true;
                bar.set_message("stopping");
                session.call::<Value>("jobs.cancel", json!({ "id": id })).await?;
            }
        }
    };
    bar.finish_and_clear();
    match job.error {
        Some(error) => Err(Failure::Console(error)),
        None => Ok(*job),
    }
}

/// Waits until a store is open. An older one is brought to this program's format first, which may take minutes: shows how
/// far that is, and Ctrl-C stops it.
pub async fn opened<T>(session: &Session, opening: impl Future<Output = T>) -> T {
    let mut events = session.console.events();
    let mut upgrade: Option<(i64, Stops, ProgressBar)> = None;
    tokio::pin!(opening);
    loop {
        tokio::select! {
            answer = &mut opening => {
                if let Some((_, _, bar)) = upgrade {
                    bar.finish_and_clear();
                }
                return answer;
            }
            Ok(event) = events.recv() => {
                if let ConsoleEvent::JobChanged(job) = event && job.kind == JobKind::Upgrade {
                    if upgrade.is_none() {
                        upgrade = Some((job.id, Stops::listen().await, bar()));
                    }
                    if let Some((_, _, bar)) = &upgrade {
                        show(bar, &job, false);
                    }
                }
            }
            id = stopped(&mut upgrade) => {
                // What comes of it, the opening answers.
                let _ = session.call::<Value>("jobs.cancel", json!({ "id": id })).await;
            }
        }
    }
}

/// Waits until the work that there is, if any, is to stop; answers its job.
async fn stopped(work: &mut Option<(i64, Stops, ProgressBar)>) -> i64 {
    let Some((id, stops, bar)) = work else {
        return std::future::pending().await;
    };
    stops.next().await;
    bar.set_message("stopping");
    *id
}

/// Ctrl-C, counted.
struct Stops {
    signal: Pin<Box<dyn Future<Output = io::Result<()>> + Send>>,
    heard: bool,
}

impl Stops {
    /// From now on Ctrl-C does not end the program.
    async fn listen() -> Self {
        let mut signal: Pin<Box<dyn Future<Output = _> + Send>> = Box::pin(tokio::signal::ctrl_c());
        // Listening begins when the signal is first asked for.
        let _ = std::future::poll_fn(|context| Poll::Ready(signal.as_mut().poll(context))).await;
        Self { signal, heard: false }
    }

    /// Waits for the first Ctrl-C; the second ends the program on the spot, which no store minds.
    async fn next(&mut self) {
        if self.signal.as_mut().await.is_err() {
            // A system without such signals.
            return std::future::pending().await;
        }
        if self.heard {
            std::process::exit(Exit::Failures as i32);
        }
        self.heard = true;
        self.signal = Box::pin(tokio::signal::ctrl_c());
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

fn show(bar: &ProgressBar, job: &Job, is_stopping: bool) {
    let message = match &job.waits_for {
        _ if is_stopping => "stopping".to_owned(),
        Some(what) => format!("waiting for {}", clean(what)),
        None => clean(&job.title),
    };
    if bar.message() != message {
        if job.waits_for.is_some() && !is_stopping && bar.is_hidden() {
            // When stderr is gone there is nobody to tell.
            let _ = writeln!(anstream::stderr(), "{message}");
        }
        bar.set_message(message);
    }
    if let Some(total) = job.total {
        bar.set_length(total.unsigned_abs());
    }
    bar.set_position(job.done.unsigned_abs());
}
