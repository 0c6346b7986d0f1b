//! The Sync Processor and how it is asked to run.

use std::sync::Arc;

use chrono::Duration;
use model::{Clock, IdGenerator};
use org::Org;
use store::{ClaimRequest, Store};
use tokio_util::sync::CancellationToken;

use crate::{
    ProcessorError, ProcessorEvent, RunSummary,
    run::{Run, lookback_from},
};

/// A Sync Processor on one queue and one org. Several may work on one queue; each transaction is settled once.
#[derive(Clone)]
pub struct Processor {
    pub(crate) store: Store,
    pub(crate) org: Arc<dyn Org>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<IdGenerator>,
    pub(crate) name: String,
    pub(crate) pace: Pace,
}

/// How much a processor takes at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Most transactions in one claim.
    pub batch: usize,
    /// How long a claim holds. Far longer than a batch takes, so that a claim runs out only when its processor
    /// died or slept.
    pub lease: Duration,
    /// Batches in work at a time. With three, one can be claimed or settled and one applied while one waits for its
    /// turn.
    pub workers: usize,
    /// How long the org may take for a batch. After that it counts as crashed by one of its transactions.
    pub patience: Duration,
    /// How often a transaction may lose its processor before it is set aside.
    pub most_crashes: i64,
    /// What ended meanwhile is written down this often, while the run goes on: one small commit, however fast it is.
    pub note_every: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            batch: 1_000,
            lease: Duration::minutes(5),
            workers: 3,
            patience: Duration::minutes(2),
            most_crashes: 3,
            note_every: Duration::seconds(1),
        }
    }
}

/// What to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunOptions {
    /// Transactions made on the device longer ago than so many days are left alone.
    pub lookback_days: i64,
    /// Off: the run takes at most as many transactions as are pending when it begins, so that it ends even while
    /// uploads keep arriving. On: it goes on until nothing is due, also with what arrives meanwhile. Neither waits
    /// for retries that are due later.
    pub until_empty: bool,
}

impl Default for RunOptions {
    /// As the scheduler's template: the last 60 days.
    fn default() -> Self {
        Self {
            lookback_days: 60,
            until_empty: false,
        }
    }
}

impl Processor {
    /// A processor with the default [`Pace`]. `name` stands in claims, attempts and log entries; two processors on
    /// one queue have different names.
    pub fn new(
        store: Store,
        org: Arc<dyn Org>,
        clock: Arc<dyn Clock>,
        ids: Arc<IdGenerator>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            store,
            org,
            clock,
            ids,
            name: name.into(),
            pace: Pace::default(),
        }
    }

    /// The same with another pace.
    #[must_use]
    pub fn with_pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Works until nothing is due (see [`RunOptions`]), telling each step to `on_event`. `cancel` ends it after the
    /// batches in work, with nothing left claimed.
    ///
    /// # Errors
    /// When the store or the org fails. What was settled stays; the other claims are given back uncounted.
    pub async fn run(
        &self,
        options: RunOptions,
        on_event: impl FnMut(ProcessorEvent) + Send,
        cancel: CancellationToken,
    ) -> Result<RunSummary, ProcessorError> {
        Run::new(self, options, on_event, cancel).work().await
    }

    /// Whether [`Self::run_real_time`] would find something.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn is_real_time_due(&self, lookback_days: i64) -> Result<bool, ProcessorError> {
        let request = ClaimRequest {
            processor: self.name.clone(),
            limit: self.pace.batch,
            lease: self.pace.lease,
            lookback_from: Some(lookback_from(self.clock.now(), lookback_days)),
            after_owner: None,
        };
        Ok(self.store.is_real_time_due(&request).await?)
    }

    /// Like [`Self::run`], for what has just arrived and is real-time (`IsRealTime`), with what comes before it.
    ///
    /// # Errors
    /// As for [`Self::run`].
    pub async fn run_real_time(
        &self,
        lookback_days: i64,
        on_event: impl FnMut(ProcessorEvent) + Send,
        cancel: CancellationToken,
    ) -> Result<RunSummary, ProcessorError> {
        let options = RunOptions {
            lookback_days,
            until_empty: true,
        };
        let run = Run::new(self, options, on_event, cancel);
        run.only_real_time().work().await
    }
}
