//! Runs that are kept: a run takes its turn in the store, and leaves a `BatchJob` with parts there.

use std::sync::{Mutex, PoisonError};

use chrono::Duration;
use model::{BatchJob, BatchJobPart, BatchJobStatus, RunTrigger};
use store::{RunBegun, RunEnding, RunOrder};
use tokio_util::sync::CancellationToken;

use crate::{Processor, ProcessorError, ProcessorEvent, RunOptions, RunSummary};

/// How long a run holds its turn without being heard of. Far longer than the time between two notes of what it did
/// ([`crate::Pace::note_every`]).
pub(crate) const RUN_LEASE: Duration = Duration::minutes(1);

/// A run that has begun: it holds its turn until [`BegunRun::work`] ends. Dropped, it is ended as Failed when its lease
/// is over.
pub struct BegunRun {
    processor: Processor,
    run: BatchJob,
}

/// Whether a run has begun; else why not.
pub enum Turn {
    /// It has.
    Begun(BegunRun),
    /// It has not; [`RunBegun`] says why.
    Refused(RunBegun),
}

impl Processor {
    /// Begins a run that is kept, unless another one is at work on this store or the processor is paused.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn begin(
        &self,
        name: &str,
        trigger: RunTrigger,
        lookback_days: i64,
    ) -> Result<Turn, ProcessorError> {
        let order = RunOrder {
            name: name.to_owned(),
            trigger,
            lookback_days,
            processor: self.name.clone(),
            lease: RUN_LEASE,
        };
        Ok(self.turn(self.store.begin_run(&order).await?))
    }

    /// Begins the run of the schedule that is due, if one is. However often it was missed, it runs once.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn begin_due(&self) -> Result<Turn, ProcessorError> {
        Ok(self.turn(self.store.begin_due_run(&self.name, RUN_LEASE).await?))
    }

    fn turn(&self, begun: RunBegun) -> Turn {
        match begun {
            RunBegun::Begun(run) => Turn::Begun(BegunRun {
                processor: self.clone(),
                run,
            }),
            refused => Turn::Refused(refused),
        }
    }
}

impl BegunRun {
    /// The run as it began.
    pub fn run(&self) -> &BatchJob {
        &self.run
    }

    /// Works as [`Processor::run`] does, with the lookback of the run, and keeps what comes of it. A run that
    /// [`RunTrigger::RealTime`] made begin works as [`Processor::run_real_time`], always until nothing is due.
    ///
    /// # Errors
    /// Those of [`Processor::run`]; the run is then kept as Failed.
    pub async fn work(
        self,
        until_empty: bool,
        on_event: impl FnMut(ProcessorEvent) + Send,
        cancel: CancellationToken,
    ) -> Result<RunSummary, ProcessorError> {
        let options = RunOptions {
            lookback_days: self.run.lookback_days,
            until_empty,
        };
        let record = Record::default();
        // Fires also when the run lost its turn: whoever has it now must not meet it.
        let stop = cancel.child_token();
        let done = CancellationToken::new();
        let working = async {
            let on_event = record.listen(on_event);
            let outcome = match self.run.trigger {
                RunTrigger::RealTime => {
                    let RunOptions { lookback_days, .. } = options;
                    let running = self
                        .processor
                        .run_real_time(lookback_days, on_event, stop.clone());
                    running.await
                }
                _ => self.processor.run(options, on_event, stop.clone()).await,
            };
            done.cancel();
            outcome
        };
        // Joined, never dropped half-way: what was taken to be written is written.
        let (outcome, ()) = tokio::join!(working, self.write(&record, &stop, &done));
        self.end(&record, &outcome, &cancel).await?;
        outcome
    }

    /// Writes what ended and renews the lease, again and again, until the run is done or has lost its turn.
    async fn write(&self, record: &Record, stop: &CancellationToken, done: &CancellationToken) {
        let Processor { store, pace, .. } = &self.processor;
        let note_every = pace.note_every.to_std().unwrap_or_default();
        loop {
            tokio::select! {
                () = tokio::time::sleep(note_every) => {}
                () = done.cancelled() => return,
            }
            let parts = record.take();
            match store.note_run(self.run.id, &parts, RUN_LEASE).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(run = self.run.id, "the run lost its turn and stops");
                    stop.cancel();
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, "what the run did is written later");
                    record.put_back(parts);
                }
            }
        }
    }

    async fn end(
        &self,
        record: &Record,
        outcome: &Result<RunSummary, ProcessorError>,
        cancel: &CancellationToken,
    ) -> Result<(), ProcessorError> {
        let store = &self.processor.store;
        let found_nothing = record.found_nothing() && self.run.trigger.only_looks();
        let ending = match outcome {
            Err(error) => RunEnding::Failed(error.to_string()),
            Ok(_) if found_nothing => RunEnding::FoundNothing,
            Ok(_) if cancel.is_cancelled() => {
                RunEnding::Canceled("canceled; what it did until then is kept".into())
            }
            Ok(_) => match store.pause().await? {
                Some(pause) => RunEnding::Canceled(format!("paused by {}: {}", pause.by, pause.reason)),
                None => RunEnding::Completed,
            },
        };
        let ended = store.end_run(self.run.id, &record.take(), ending).await;
        match (ended, outcome) {
            (Err(error), Ok(_)) => Err(error.into()),
            // What ended the run says more; its lease will end it in the store.
            (Err(_), Err(_)) | (Ok(_), _) => Ok(()),
        }
    }
}

/// Parts that ended and are not written yet.
#[derive(Default)]
struct Record(Mutex<Parts>);

#[derive(Default)]
struct Parts {
    unwritten: Vec<BatchJobPart>,
    /// How many ended so far.
    ended: i64,
    found_something: bool,
}

impl Record {
    /// Listens to the events of a run before they go on.
    fn listen(&self, mut on_event: impl FnMut(ProcessorEvent) + Send) -> impl FnMut(ProcessorEvent) + Send {
        move |event| {
            match &event {
                ProcessorEvent::PartEnded(part) => {
                    let mut parts = self.lock();
                    parts.found_something = true;
                    parts.ended += 1;
                    let number = parts.ended;
                    parts.unwritten.push(BatchJobPart {
                        number,
                        status: match part.error {
                            Some(_) => BatchJobStatus::Failed,
                            None => part.counts.status(),
                        },
                        started_at: part.started_at,
                        ended_at: part.ended_at,
                        counts: part.counts,
                        error: part.error.clone(),
                    });
                }
                ProcessorEvent::Recovered { .. } => self.lock().found_something = true,
                _ => {}
            }
            on_event(event);
        }
    }

    fn take(&self) -> Vec<BatchJobPart> {
        std::mem::take(&mut self.lock().unwritten)
    }

    fn put_back(&self, parts: Vec<BatchJobPart>) {
        let mut waiting = self.lock();
        let since = std::mem::replace(&mut waiting.unwritten, parts);
        waiting.unwritten.extend(since);
    }

    fn found_nothing(&self) -> bool {
        !self.lock().found_something
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Parts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
