//! A run: workers that take batch after batch until nothing is due.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
};

use chrono::Duration;
use futures::future::join_all;
use model::{Status, SyncProcessorSettings, Timestamp};
use store::{ClaimRequest, Claimed, Claims};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{Processor, ProcessorError, ProcessorEvent, RunOptions, RunSummary, own_task::on_own_task};

/// A run at work.
pub(crate) struct Run<'a, OnEvent> {
    pub(crate) processor: &'a Processor,
    options: RunOptions,
    /// Whether only what is real-time is taken, with what comes before it.
    only_real_time: bool,
    cancel: CancellationToken,
    listener: Mutex<Listener<OnEvent>>,
    turn: tokio::sync::Mutex<Turn>,
    /// Rings when a worker is done with a batch: what it settled may have set others free.
    batch_done: Notify,
    /// Set when a worker met an error: the others end after the batch they are at.
    broken: CancellationToken,
}

struct Listener<OnEvent> {
    on_event: OnEvent,
    summary: RunSummary,
}

/// Whose turn it is to claim.
#[derive(Default)]
struct Turn {
    after_owner: Option<String>,
    batches_in_work: usize,
    /// How many transactions the run may still take, suspects apart.
    budget: usize,
    /// Whether what is in work is a suspect, which may take this processor down: nothing goes with it.
    is_alone: bool,
}

/// What was claimed, still to be read.
struct Taken {
    claims: Claims,
    settings: SyncProcessorSettings,
    /// The time of the claim.
    now: Timestamp,
}

/// Claimed transactions with what holds for them.
pub(crate) struct Batch {
    /// Those of one user one after the other, in order.
    pub(crate) claimed: Vec<Claimed>,
    /// The settings at the time of the claim.
    pub(crate) settings: SyncProcessorSettings,
    /// When the claim runs out.
    pub(crate) holds_until: Timestamp,
}

impl<'a, OnEvent: FnMut(ProcessorEvent) + Send> Run<'a, OnEvent> {
    pub(crate) fn new(
        processor: &'a Processor,
        options: RunOptions,
        on_event: OnEvent,
        cancel: CancellationToken,
    ) -> Self {
        let summary = RunSummary::starting_at(processor.clock.now());
        Self {
            processor,
            options,
            only_real_time: false,
            cancel,
            listener: Mutex::new(Listener { on_event, summary }),
            turn: tokio::sync::Mutex::default(),
            batch_done: Notify::new(),
            broken: CancellationToken::new(),
        }
    }

    /// The same for what is real-time.
    pub(crate) fn only_real_time(self) -> Self {
        Self {
            only_real_time: true,
            ..self
        }
    }

    pub(crate) async fn work(self) -> Result<RunSummary, ProcessorError> {
        self.tell(ProcessorEvent::Started);
        self.turn.lock().await.budget = self.budget().await?;
        // Joined, never dropped half-way: a batch that is being applied is also settled.
        let workers = (0..self.processor.pace.workers.max(1)).map(|_| self.work_batch_after_batch());
        join_all(workers)
            .await
            .into_iter()
            .collect::<Result<(), ProcessorError>>()?;
        let canceled = self.cancel.is_cancelled();
        let now = self.processor.clock.now();
        let summary = self.count(|summary| {
            summary.canceled_by_caller = canceled;
            summary.duration_ms = (now - summary.started_at).num_milliseconds().max(0);
        });
        self.tell(ProcessorEvent::Finished(summary.clone()));
        Ok(summary)
    }

    pub(crate) fn tell(&self, event: ProcessorEvent) {
        (self
            .listener
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .on_event)(event);
    }

    /// Changes the summary and answers it.
    pub(crate) fn count(&self, change: impl FnOnce(&mut RunSummary)) -> RunSummary {
        let mut listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut listener.summary);
        listener.summary.clone()
    }

    /// How many transactions the run may take: without `until_empty`, as many as were there when it began.
    async fn budget(&self) -> Result<usize, ProcessorError> {
        if self.options.until_empty {
            return Ok(usize::MAX);
        }
        let counts = self.processor.store.counts().await?;
        let pending = Status::ALL.into_iter().filter(|status| status.is_pending());
        Ok(pending
            .map(|status| usize::try_from(counts.get(status)).unwrap_or(0))
            .sum())
    }

    async fn work_batch_after_batch(&self) -> Result<(), ProcessorError> {
        self.or_break(async {
            while let Some(batch) = self.next_batch().await? {
                let done = self.process(batch).await;
                let mut turn = self.turn.lock().await;
                turn.batches_in_work -= 1;
                turn.is_alone = false;
                turn.budget = turn.budget.saturating_add(*done.as_ref().unwrap_or(&0));
                self.batch_done.notify_waiters();
                drop(turn);
                done?;
            }
            Ok(())
        })
        .await
    }

    async fn or_break<T>(
        &self,
        work: impl Future<Output = Result<T, ProcessorError>>,
    ) -> Result<T, ProcessorError> {
        let result = work.await;
        if result.is_err() {
            self.broken.cancel();
            self.batch_done.notify_waiters();
        }
        result
    }

    /// The next batch; none when nothing is due and no batch in work can set anything free. Suspects come last, when
    /// nothing else is left and nothing is in work, each alone.
    async fn next_batch(&self) -> Result<Option<Batch>, ProcessorError> {
        loop {
            let batch_done = self.batch_done.notified();
            tokio::pin!(batch_done);
            batch_done.as_mut().enable();
            {
                let mut turn = self.turn.lock().await;
                if self.cancel.is_cancelled() || self.broken.is_cancelled() {
                    return Ok(None);
                }
                // Whoever is at work looks again afterwards.
                if turn.budget == 0 && turn.batches_in_work > 0 {
                    return Ok(None);
                }
                if !turn.is_alone {
                    if let Some(taken) = self.claim(&mut turn).await? {
                        turn.batches_in_work += 1;
                        // While this is read, the next one claims.
                        drop(turn);
                        return self.read(taken).await.map(Some);
                    }
                    if turn.batches_in_work == 0 {
                        let suspect = self.claim_suspect().await?;
                        turn.is_alone = suspect.is_some();
                        turn.batches_in_work = usize::from(turn.is_alone);
                        return Ok(suspect);
                    }
                }
            }
            batch_done.await;
        }
    }

    /// Goes once around the users, from where the last claim stopped, until there is something to claim.
    async fn claim(&self, turn: &mut Turn) -> Result<Option<Taken>, ProcessorError> {
        let Processor { store, pace, .. } = self.processor;
        let recovered = store.recover_expired().await?;
        if recovered > 0 {
            self.count(|summary| summary.recovered += recovered.cast_signed());
            self.tell(ProcessorEvent::Recovered {
                transactions: recovered,
            });
        }
        if turn.budget == 0 {
            return Ok(None);
        }
        let settings = store.processor_settings().await?.value;
        let mut from_first_user = turn.after_owner.is_none();
        loop {
            let now = self.processor.clock.now();
            let request = ClaimRequest {
                limit: pace.batch.clamp(1, turn.budget),
                after_owner: turn.after_owner.take(),
                ..self.request(now)
            };
            let (store, only_real_time) = (store.clone(), self.only_real_time);
            let claims = on_own_task(async move {
                match only_real_time {
                    true => store.claim_real_time(request).await,
                    false => store.claim(request).await,
                }
            });
            let claims = claims.await?;
            turn.after_owner.clone_from(&claims.next_owner);
            if !claims.is_empty() {
                turn.budget -= claims.len().min(turn.budget);
                return Ok(Some(Taken {
                    claims,
                    settings,
                    now,
                }));
            }
            if turn.after_owner.is_none() {
                if from_first_user {
                    return Ok(None);
                }
                from_first_user = true;
            }
        }
    }

    /// Reads what was claimed.
    async fn read(&self, taken: Taken) -> Result<Batch, ProcessorError> {
        let Taken {
            claims,
            settings,
            now,
        } = taken;
        let store = self.processor.store.clone();
        let claimed = on_own_task(async move { store.read_claimed(&claims).await }).await?;
        Ok(self.batch(claimed, settings, now))
    }

    /// A suspect, alone.
    async fn claim_suspect(&self) -> Result<Option<Batch>, ProcessorError> {
        if self.only_real_time {
            return Ok(None);
        }
        let Processor { store, clock, .. } = self.processor;
        let settings = store.processor_settings().await?.value;
        let now = clock.now();
        let suspect = store.claim_suspect(self.request(now)).await?;
        Ok(suspect.map(|claimed| self.batch(vec![claimed], settings, now)))
    }

    /// A request for one transaction.
    fn request(&self, now: Timestamp) -> ClaimRequest {
        ClaimRequest {
            processor: self.processor.name.clone(),
            limit: 1,
            lease: self.processor.pace.lease,
            lookback_from: Some(self.lookback_from(now)),
            after_owner: None,
        }
    }

    /// Notes and tells what was claimed.
    fn batch(&self, claimed: Vec<Claimed>, settings: SyncProcessorSettings, now: Timestamp) -> Batch {
        self.count(|summary| summary.claimed += signed(claimed.len()));
        let ids = claimed
            .iter()
            .map(|claimed| claimed.transaction.id.clone())
            .collect();
        self.tell(ProcessorEvent::Claimed { ids });
        Batch {
            claimed,
            settings,
            holds_until: now + self.processor.pace.lease,
        }
    }

    fn lookback_from(&self, now: Timestamp) -> Timestamp {
        lookback_from(now, self.options.lookback_days)
    }
}

/// The moment from which on a run at `now` takes what was made on the device.
pub(crate) fn lookback_from(now: Timestamp, lookback_days: i64) -> Timestamp {
    Duration::try_days(lookback_days)
        .and_then(|lookback| now.checked_sub_signed(lookback))
        .unwrap_or(Timestamp::MIN_UTC)
}

/// A count of things in memory as the summary counts.
pub(crate) fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
