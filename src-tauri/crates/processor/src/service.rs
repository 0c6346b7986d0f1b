//! The processor that runs beside a window: one task that works when there is work, and sleeps in between.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::Duration;
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{Processor, ProcessorError, ProcessorEvent, RunOptions, RunSummary};

/// The longest sleep: other programs put transactions into the same store without waking us.
const LONGEST_SLEEP: Duration = Duration::seconds(30);
/// The shortest sleep without being woken: a retry that is due, but held up by an earlier one, must not spin.
const SHORTEST_SLEEP: Duration = Duration::seconds(1);

/// A processor at work in the background, until it is stopped. Wakes when told of new work or when the next retry
/// is due. After an error it tells [`ProcessorEvent::Stopped`] and tries again after a sleep.
pub struct BackgroundProcessor {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    /// Rings when there may be something to do.
    wake: Notify,
    stop: CancellationToken,
    pause: Mutex<Pause>,
}

/// Whether runs may begin, and what ends the one at work.
struct Pause {
    is_paused: bool,
    end_run: CancellationToken,
}

impl BackgroundProcessor {
    /// Starts to work at once, on transactions of the last `lookback_days` days.
    pub fn start(
        processor: Processor,
        lookback_days: i64,
        on_event: impl FnMut(ProcessorEvent) + Send + 'static,
    ) -> Self {
        let stop = CancellationToken::new();
        let pause = Mutex::new(Pause {
            is_paused: false,
            end_run: stop.child_token(),
        });
        let shared = Arc::new(Shared {
            wake: Notify::new(),
            stop,
            pause,
        });
        let task = tokio::spawn(work(processor, lookback_days, on_event, Arc::clone(&shared)));
        Self { shared, task }
    }

    /// There may be new work: look now.
    pub fn wake(&self) {
        self.shared.wake.notify_one();
    }

    /// No new batch begins until [`Self::resume`]. The batch at work is finished.
    pub fn pause(&self) {
        let mut pause = self.shared.pause();
        pause.is_paused = true;
        pause.end_run.cancel();
    }

    /// Ends a pause, and looks for work now.
    pub fn resume(&self) {
        {
            let mut pause = self.shared.pause();
            if !pause.is_paused {
                return;
            }
            *pause = Pause {
                is_paused: false,
                end_run: self.shared.stop.child_token(),
            };
        }
        self.wake();
    }

    /// Whether it is paused.
    pub fn is_paused(&self) -> bool {
        self.shared.pause().is_paused
    }

    /// Finishes the batch at work, and ends. Nothing is left claimed.
    pub async fn stop(self) {
        self.shared.stop.cancel();
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the background processor did not end well");
        }
    }
}

impl Shared {
    fn pause(&self) -> std::sync::MutexGuard<'_, Pause> {
        self.pause.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What ends the next run; none while paused.
    fn run_token(&self) -> Option<CancellationToken> {
        let pause = self.pause();
        (!pause.is_paused).then(|| pause.end_run.clone())
    }
}

async fn work(
    processor: Processor,
    lookback_days: i64,
    mut on_event: impl FnMut(ProcessorEvent) + Send,
    shared: Arc<Shared>,
) {
    let options = RunOptions {
        lookback_days,
        until_empty: false,
    };
    while !shared.stop.is_cancelled() {
        let mut sleep = LONGEST_SLEEP;
        if let Some(end_run) = shared.run_token() {
            match run_and_look_ahead(&processor, options, &mut on_event, end_run).await {
                Ok(until_next_retry) => sleep = until_next_retry,
                Err(error) => {
                    tracing::error!(%error, "the background processor met an error");
                    on_event(ProcessorEvent::Stopped {
                        error: error.to_string(),
                    });
                }
            }
        }
        tokio::select! {
            () = tokio::time::sleep(sleep.to_std().unwrap_or_default()) => {}
            () = shared.wake.notified() => {}
            () = shared.stop.cancelled() => {}
        }
    }
}

/// One run; answers how long to sleep until the next retry is due.
async fn run_and_look_ahead(
    processor: &Processor,
    options: RunOptions,
    on_event: &mut (impl FnMut(ProcessorEvent) + Send),
    end_run: CancellationToken,
) -> Result<Duration, ProcessorError> {
    // Looking takes nothing but a claim; only a run that did something is worth telling.
    let mut pending = Some(ProcessorEvent::Started);
    let tell = |event: ProcessorEvent| match (&event, pending.is_some()) {
        (ProcessorEvent::Started, _) => {}
        (ProcessorEvent::Finished(summary), true) if did_nothing(summary) => {}
        _ => {
            if let Some(started) = pending.take() {
                on_event(started);
            }
            on_event(event);
        }
    };
    processor.run(options, tell, end_run).await?;
    let next = processor.store.next_retry_at().await?;
    let sleep = next.map_or(LONGEST_SLEEP, |next| next - processor.clock.now());
    Ok(sleep.clamp(SHORTEST_SLEEP, LONGEST_SLEEP))
}

fn did_nothing(summary: &RunSummary) -> bool {
    summary.claimed == 0 && summary.recovered == 0
}
