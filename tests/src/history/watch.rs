//! Watching a processor at work: what it claims, what the org applies, what is settled, step by step; and ending it, or
//! letting it sleep, at any of them.

use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use chrono::Duration;
use futures::FutureExt as _;
use model::{Clock, RecordId};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, Org, OrgError, OrgRecord};
use processor::{Pace, Processor, ProcessorEvent, RunOptions};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{
    command::{End, Run},
    world::Parts,
};
use crate::reference::LEASE;

/// How long a processor sleeps that is overtaken by another one.
const SLEEP: Duration = Duration::hours(2);

/// What a processor panics with.
struct Mishap;

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// So many claims of others had run out.
    Recovered(u64),
    /// These were claimed.
    Claimed(Vec<RecordId>),
    /// The org tried them, or was asked what became of one that is not tried any more.
    Applied,
    /// The queue knows it.
    Settled,
    /// So many milliseconds went by.
    Slept(i64),
    /// Nothing was due any more.
    Done,
    /// It was canceled.
    Canceled,
    /// Something panicked.
    Panicked,
    /// It died.
    Died,
}

/// A step, and which processor made it.
pub type Seen = (&'static str, Step);

/// What the watched processors did.
#[derive(Default)]
pub struct Log {
    steps: Mutex<Vec<Seen>>,
    /// What the org applied, in order; what it had applied before is not in it again.
    applied: Mutex<Vec<RecordId>>,
}

impl Log {
    fn note(&self, who: &'static str, step: Step) {
        let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        steps.push((who, step));
    }

    fn add_applied(&self, ids: impl Iterator<Item = RecordId>) {
        self.applied
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(ids);
    }

    /// The steps since the last time this was asked.
    pub fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.steps.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was applied so far, in order.
    pub fn applied(&self) -> Vec<RecordId> {
        self.applied
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// The org as a processor sees it.
struct WatchedOrg {
    who: &'static str,
    parts: Parts,
    log: Arc<Log>,
    batches: AtomicUsize,
    run: Run,
    /// Rings when the processor dies.
    death: Arc<Notify>,
}

#[async_trait]
impl Org for WatchedOrg {
    async fn catalogue(&self) -> Result<Arc<Catalogue>, OrgError> {
        self.parts.org.catalogue().await
    }

    async fn apply(
        &self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Answer>>, OrgError> {
        let batch = self.batches.fetch_add(1, Ordering::SeqCst) + 1;
        self.fall(batch, false).await;
        let ids: Vec<RecordId> = lanes
            .iter()
            .flat_map(|lane| &lane.transactions)
            .map(|transaction| transaction.id.clone())
            .collect();
        let answers = self.parts.org.apply(lanes, on_refused).await?;
        let is_new = |answer: &Answer| matches!(answer.applied, Applied::Committed { replayed: false, .. });
        let applied = ids.into_iter().zip(answers.iter().flatten());
        self.log
            .add_applied(applied.filter(|(_, answer)| is_new(answer)).map(|(id, _)| id));
        self.log.note(self.who, Step::Applied);
        self.fall(batch, true).await;
        Ok(answers)
    }

    async fn recorded(&self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError> {
        let recorded = self.parts.org.recorded(ids).await;
        self.log.note(self.who, Step::Applied);
        recorded
    }

    async fn record(&self, id: &RecordId) -> Result<Option<OrgRecord>, OrgError> {
        self.parts.org.record(id).await
    }
}

impl WatchedOrg {
    /// Falls asleep, or dies, when it is time to.
    async fn fall(&self, batch: usize, after_apply: bool) {
        let now = (batch, after_apply);
        match self.run.end {
            End::Sleeps { batch, after_apply } if (batch, after_apply) == now => self.sleep().await,
            End::Dies { batch, after_apply } if (batch, after_apply) == now => {
                self.death.notify_one();
                std::future::pending::<()>().await;
            }
            _ => {}
        }
    }

    /// Time goes by until claims have run out, and another processor runs.
    async fn sleep(&self) {
        self.parts.clock.advance(SLEEP);
        self.log.note(self.who, Step::Slept(SLEEP.num_milliseconds()));
        let run = Run {
            end: End::Done,
            ..self.run.clone()
        };
        Box::pin(watch("B", &self.parts, &self.log, &run)).await;
    }
}

/// Runs a processor of this name and notes what it does.
///
/// # Panics
/// When the store or the org fails.
pub async fn watch(who: &'static str, parts: &Parts, log: &Arc<Log>, run: &Run) {
    let death = Arc::new(Notify::new());
    let org = WatchedOrg {
        who,
        parts: parts.clone(),
        log: Arc::clone(log),
        batches: AtomicUsize::new(0),
        run: run.clone(),
        death: Arc::clone(&death),
    };
    let processor = Processor::new(
        parts.store.clone(),
        Arc::new(org),
        Arc::clone(&parts.clock) as Arc<dyn Clock>,
        Arc::clone(&parts.ids),
        who,
    )
    .with_pace(Pace {
        batch: run.batch,
        lease: Duration::milliseconds(LEASE),
        // One at a time, so that the steps have one order.
        workers: 1,
        ..Pace::default()
    });
    let options = RunOptions {
        lookback_days: run.lookback_days,
        until_empty: true,
    };
    let cancel = CancellationToken::new();
    let mut events = 0;
    let on_event = |event| {
        match event {
            ProcessorEvent::Recovered { transactions } => log.note(who, Step::Recovered(transactions)),
            ProcessorEvent::Claimed { ids } => log.note(who, Step::Claimed(ids)),
            // The org noted it.
            ProcessorEvent::Applied { .. } => {}
            ProcessorEvent::Settled { .. } => log.note(who, Step::Settled),
            _ => return,
        }
        events += 1;
        match run.end {
            End::Canceled { at } if at == events => cancel.cancel(),
            End::Panics { at } if at == events => {
                log.note(who, Step::Panicked);
                resume_unwind(Box::new(Mishap));
            }
            _ => {}
        }
    };
    let running = AssertUnwindSafe(processor.run(options, on_event, cancel.clone())).catch_unwind();
    let end = tokio::select! {
        biased;
        // Dropped where it stands, nothing is tidied up.
        () = death.notified() => return log.note(who, Step::Died),
        end = running => end,
    };
    match end {
        Ok(Ok(summary)) if summary.canceled_by_caller => log.note(who, Step::Canceled),
        Ok(Ok(_)) => log.note(who, Step::Done),
        Ok(Err(error)) => panic!("{who}: {error}"),
        Err(cause) if cause.is::<Mishap>() => log.note(who, Step::Died),
        Err(cause) => resume_unwind(cause),
    }
}
