//! Schedules at work: one task that begins what is due, and sleeps in between.

use std::{future::Future, sync::Arc};

use chrono::Duration;
use store::RunBegun;
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{BegunRun, Processor, ProcessorError, Turn};

/// The longest sleep: the clock may be set, other programs change schedules, and a program that dies leaves a run.
const LONGEST_SLEEP: Duration = Duration::seconds(30);
/// How long what is due waits before it asks again whether the run at work has ended.
const WAIT_FOR_TURN: Duration = Duration::seconds(2);

/// Runs schedules as they become due, until it is stopped. What was missed, because no program was there or the
/// machine slept, is made up for by one run.
pub struct Scheduler {
    wake: Arc<Notify>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Scheduler {
    /// Starts to look after schedules at once. `work` carries a run out that has begun, and ends when the run has;
    /// it is told by the token when to stop early.
    pub fn start<Work, Running>(processor: Processor, mut work: Work) -> Self
    where
        Work: FnMut(BegunRun, CancellationToken) -> Running + Send + 'static,
        Running: Future<Output = ()> + Send,
    {
        let (wake, stop) = (Arc::new(Notify::new()), CancellationToken::new());
        let (woken, stopped) = (Arc::clone(&wake), stop.clone());
        let task = tokio::spawn(async move {
            while !stopped.is_cancelled() {
                let sleep = match look(&processor).await {
                    Ok(Look::Begun(run)) => {
                        work(*run, stopped.child_token()).await;
                        continue;
                    }
                    Ok(Look::Sleep(sleep)) => sleep,
                    Err(error) => {
                        tracing::error!(%error, "schedules could not be looked after; they are tried again");
                        LONGEST_SLEEP
                    }
                };
                tokio::select! {
                    () = tokio::time::sleep(sleep.to_std().unwrap_or_default()) => {}
                    () = woken.notified() => {}
                    () = stopped.cancelled() => {}
                }
            }
        });
        Self { wake, stop, task }
    }

    /// Schedules were changed, or a run ended: look now.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Ends the run at work, if there is one, after its batches, and stops looking.
    pub async fn stop(self) {
        self.stop.cancel();
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the scheduler did not end well");
        }
    }
}

enum Look {
    Begun(Box<BegunRun>),
    Sleep(Duration),
}

async fn look(processor: &Processor) -> Result<Look, ProcessorError> {
    Ok(match processor.begin_due().await? {
        Turn::Begun(run) => Look::Begun(Box::new(run)),
        Turn::Refused(RunBegun::NothingDue(Some(next))) => {
            let until = next - processor.clock.now();
            Look::Sleep(until.clamp(Duration::zero(), LONGEST_SLEEP))
        }
        Turn::Refused(RunBegun::AtWork(_)) => Look::Sleep(WAIT_FOR_TURN),
        Turn::Refused(_) => Look::Sleep(LONGEST_SLEEP),
    })
}
