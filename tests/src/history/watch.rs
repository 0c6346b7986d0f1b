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
use model::{Clock, RecordId, RunTrigger, millis};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, Org, OrgError, OrgRecord};
use processor::{Pace, Processor, ProcessorEvent, RunOptions, Turn};
use store::RunBegun;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{
    run::{Begin, End, Run},
    world::{Parts, because},
};
use crate::reference::{LEASE, Reply};

/// How long a processor sleeps that is overtaken by another one.
const SLEEP: Duration = Duration::hours(2);

/// What a processor panics with.
struct Mishap;

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Somebody asked for a turn.
    Asked(Begin, Reply),
    /// An admin paused the processor.
    Paused,
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
    /// What was settled since the last time this was asked.
    settled: Mutex<Vec<RecordId>>,
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

    fn add_settled(&self, ids: Vec<RecordId>) {
        self.settled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(ids);
    }

    /// What was settled since the last time this was asked.
    pub fn take_settled(&self) -> Vec<RecordId> {
        std::mem::take(&mut self.settled.lock().unwrap_or_else(PoisonError::into_inner))
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
        if batch == 1 && self.run.begin != Begin::Untold {
            self.let_others_ask().await;
        }
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
    /// Others ask for a turn while this run has it.
    async fn let_others_ask(&self) {
        let other = processor("other", &self.parts, Arc::new(self.parts.org.clone()), &self.run);
        for begin in [Begin::Asked(RunTrigger::Manual), Begin::Due] {
            if let Some(asked) = ask(&other, begin, self.run.lookback_days).await {
                self.log.note("other", Step::Asked(begin, reply(&asked)));
            }
        }
    }

    /// Falls asleep, crashes or dies, when it is time to.
    async fn fall(&self, batch: usize, after_apply: bool) {
        let now = (batch, after_apply);
        match self.run.end {
            End::Paused { batch } if (batch, false) == now => {
                let paused = self.parts.store.set_paused(true, &because()).await;
                paused.expect("the store answers");
                self.log.note(self.who, Step::Paused);
            }
            End::Crashes { batch, after_apply } if (batch, after_apply) == now => {
                self.log.note(self.who, Step::Panicked);
                resume_unwind(Box::new(Mishap));
            }
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
    // A run that takes no turn is none of a processor that has one.
    let name = match run.begin {
        Begin::Untold => "untold",
        Begin::Asked(_) | Begin::Due => who,
    };
    let processor = processor(name, parts, Arc::new(org), run);
    let turn = ask(&processor, run.begin, run.lookback_days).await;
    if let Some(turn) = &turn {
        log.note(who, Step::Asked(run.begin, reply(turn)));
    }
    let cancel = CancellationToken::new();
    let mut events = 0;
    let on_event = |event| {
        match event {
            ProcessorEvent::Recovered { transactions } => log.note(who, Step::Recovered(transactions)),
            ProcessorEvent::Claimed { ids } => log.note(who, Step::Claimed(ids)),
            // The org noted it.
            ProcessorEvent::Applied { .. } => {}
            ProcessorEvent::Settled { ids, .. } => {
                log.add_settled(ids);
                log.note(who, Step::Settled);
            }
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
    let options = RunOptions {
        lookback_days: run.lookback_days,
        until_empty: true,
    };
    let working = async {
        match turn {
            None => processor.run(options, on_event, cancel.clone()).await.map(Some),
            Some(Turn::Begun(run)) => run.work(true, on_event, cancel.clone()).await.map(Some),
            Some(Turn::Refused(_)) => Ok(None),
        }
    };
    let running = AssertUnwindSafe(working).catch_unwind();
    let end = tokio::select! {
        biased;
        // Dropped where it stands, nothing is tidied up.
        () = death.notified() => return log.note(who, Step::Died),
        end = running => end,
    };
    match end {
        Ok(Ok(None)) => {}
        Ok(Ok(Some(summary))) if summary.canceled_by_caller => log.note(who, Step::Canceled),
        Ok(Ok(Some(_))) => log.note(who, Step::Done),
        Ok(Err(error)) => panic!("{who}: {error}"),
        Err(cause) if cause.is::<Mishap>() => log.note(who, Step::Died),
        Err(cause) => resume_unwind(cause),
    }
}

fn processor(who: &str, parts: &Parts, org: Arc<dyn Org>, run: &Run) -> Processor {
    let clock = Arc::clone(&parts.clock) as Arc<dyn Clock>;
    Processor::new(parts.store.clone(), org, clock, Arc::clone(&parts.ids), who).with_pace(Pace {
        batch: run.batch,
        lease: Duration::milliseconds(LEASE),
        // One at a time, so that the steps have one order.
        workers: 1,
        // Only at the end: how fast this machine is must not matter.
        note_every: Duration::days(1),
        ..Pace::default()
    })
}

/// Asks for a turn; none when the run takes none.
async fn ask(processor: &Processor, begin: Begin, lookback_days: i64) -> Option<Turn> {
    let turn = match begin {
        Begin::Untold => return None,
        Begin::Asked(trigger) => processor.begin("Asked", trigger, lookback_days).await,
        Begin::Due => processor.begin_due().await,
    };
    Some(turn.expect("the store answers"))
}

fn reply(turn: &Turn) -> Reply {
    match turn {
        Turn::Begun(begun) => Reply::Begun(begun.run().trigger, begun.run().lookback_days),
        Turn::Refused(RunBegun::Paused(_)) => Reply::Paused,
        Turn::Refused(RunBegun::NothingDue(next)) => Reply::NothingDue(next.map(millis)),
        Turn::Refused(RunBegun::AtWork(_) | RunBegun::Begun(_)) => Reply::AtWork,
    }
}
