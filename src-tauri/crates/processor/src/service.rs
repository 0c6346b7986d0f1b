//! The processor that runs beside a window: one task that works when there is work, and sleeps in between.

use std::sync::Arc;

use chrono::Duration;
use model::RunTrigger;
use store::RunBegun;
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{Processor, ProcessorError, ProcessorEvent, RunSummary, Turn};

/// What its runs are called.
const NAME: &str = "Background processor";
/// The longest sleep: other programs put transactions into the same store, or end a pause, without waking us.
const LONGEST_SLEEP: Duration = Duration::seconds(30);
/// The shortest sleep without being woken: a retry that is due, but held up by an earlier one, must not spin.
const SHORTEST_SLEEP: Duration = Duration::seconds(1);

/// A processor at work in the background, until it is stopped. Wakes when told of new work or when the next retry
/// is due. After an error it tells [`ProcessorEvent::Stopped`] and tries again after a sleep. Each of its runs that
/// did something is kept.
pub struct BackgroundProcessor {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    /// Rings when there may be something to do.
    wake: Notify,
    stop: CancellationToken,
}

impl BackgroundProcessor {
    /// Starts to work at once, on transactions of the last `lookback_days` days.
    pub fn start(
        processor: Processor,
        lookback_days: i64,
        on_event: impl FnMut(ProcessorEvent) + Send + 'static,
    ) -> Self {
        let shared = Arc::new(Shared {
            wake: Notify::new(),
            stop: CancellationToken::new(),
        });
        let task = tokio::spawn(work(processor, lookback_days, on_event, Arc::clone(&shared)));
        Self { shared, task }
    }

    /// There may be new work, or a pause is over: look now.
    pub fn wake(&self) {
        self.shared.wake.notify_one();
    }

    /// Finishes the batch at work, and ends. Nothing is left claimed.
    pub async fn stop(self) {
        self.shared.stop.cancel();
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the background processor did not end well");
        }
    }
}

async fn work(
    processor: Processor,
    lookback_days: i64,
    mut on_event: impl FnMut(ProcessorEvent) + Send,
    shared: Arc<Shared>,
) {
    while !shared.stop.is_cancelled() {
        let stop = shared.stop.child_token();
        let sleep = match run_and_look_ahead(&processor, lookback_days, &mut on_event, stop).await {
            Ok(until_next_work) => until_next_work,
            Err(error) => {
                tracing::error!(%error, "the background processor met an error");
                on_event(ProcessorEvent::Stopped {
                    error: error.to_string(),
                });
                LONGEST_SLEEP
            }
        };
        tokio::select! {
            () = tokio::time::sleep(sleep.to_std().unwrap_or_default()) => {}
            () = shared.wake.notified() => {}
            () = shared.stop.cancelled() => {}
        }
    }
}

/// One run; answers how long to sleep until there may be work again.
async fn run_and_look_ahead(
    processor: &Processor,
    lookback_days: i64,
    on_event: &mut (impl FnMut(ProcessorEvent) + Send),
    stop: CancellationToken,
) -> Result<Duration, ProcessorError> {
    let run = match processor
        .begin(NAME, RunTrigger::Background, lookback_days)
        .await?
    {
        Turn::Begun(run) => run,
        Turn::Refused(RunBegun::AtWork(_)) => return Ok(SHORTEST_SLEEP),
        Turn::Refused(_) => return Ok(LONGEST_SLEEP),
    };
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
    run.work(false, tell, stop).await?;
    let next = processor.store.next_retry_at().await?;
    let sleep = next.map_or(LONGEST_SLEEP, |next| next - processor.clock.now());
    Ok(sleep.clamp(SHORTEST_SLEEP, LONGEST_SLEEP))
}

fn did_nothing(summary: &RunSummary) -> bool {
    summary.claimed == 0 && summary.recovered == 0
}
