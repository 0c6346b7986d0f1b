//! Simulating a selection, what a filter finds, or the whole queue, in bounded batches on one snapshot.

use chrono::Duration;
use model::{AttemptOutcome, LimitUsage, RecordId, Status, Timestamp, TransactionRef};
use store::{QueuePlace, StatusRequest, TransactionFilter};
use tokio_util::sync::CancellationToken;

use super::{
    Session, SimulationReport, Simulator, Tried,
    line::{Fate, Line},
    report::Buckets,
};
use crate::{Pace, ProcessorError};

/// Places that are read at a time.
const PORTION: usize = 5_000;

/// Which transactions to simulate.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection {
    /// These, each as if it were due now.
    These(Vec<RecordId>),
    /// Those that meet the filter, each as if it were due now.
    Filter(Box<TransactionFilter>),
    /// The queue as a run would take it now, until nothing is due: also what earlier ones set free.
    WholeQueue,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ManySimulated {
    /// For people.
    pub report: SimulationReport,
    /// Those that would succeed and that an admin may retry, at the version that was simulated.
    pub succeeding: Vec<StatusRequest>,
}

/// What many simulations add up to.
#[derive(Default)]
struct Sum {
    simulated: i64,
    would_succeed: i64,
    buckets: Buckets,
    most_usage: LimitUsage,
    succeeding: Vec<StatusRequest>,
}

impl Simulator {
    /// Simulates attempts on many transactions, each seeing what earlier ones of the call would have done. Those made
    /// on the device longer ago than `lookback_days` are left alone. Tells how many of how many are done; `cancel`
    /// ends it after a batch, with what is known by then.
    ///
    /// # Errors
    /// When the store or the org fails.
    pub async fn many(
        &self,
        selection: Selection,
        lookback_days: Option<i64>,
        mut on_progress: impl FnMut(i64, i64) + Send,
        cancel: CancellationToken,
    ) -> Result<ManySimulated, ProcessorError> {
        let mut session = self.session().await?;
        let mut places = self.places(&selection).await?;
        let since = lookback_days.and_then(|days| lookback_from(session.now, days));
        if let Some(since) = since {
            places
                .retain(|place| place.order.1 >= model::millis(since) || place.status == Status::InProgress);
        }
        let total = places
            .iter()
            .filter(|place| selection != Selection::WholeQueue || place.status != Status::InProgress)
            .count();
        let total = i64::try_from(total).unwrap_or(i64::MAX);
        let mut sum = Sum::default();
        match selection {
            Selection::WholeQueue => {
                let mut line = Line::new(places, session.now);
                while !cancel.is_cancelled() && self.next_of_line(&mut session, &mut line, &mut sum).await? {
                    on_progress(sum.simulated, total);
                }
            }
            Selection::These(_) | Selection::Filter(_) => {
                places.sort_by(|a, b| (&a.owner_id, a.order).cmp(&(&b.owner_id, b.order)));
                let mut done = 0;
                for batch in places.chunks(Pace::default().batch) {
                    if cancel.is_cancelled() {
                        break;
                    }
                    let arrivals: Vec<i64> = batch.iter().map(|place| place.arrival).collect();
                    let batch = self.store.to_simulate(&arrivals).await?;
                    let tried = self.attempt(&mut session, batch, false).await?;
                    self.log(&tried).await?;
                    tried.into_iter().for_each(|tried| sum.add(tried));
                    done += i64::try_from(arrivals.len()).unwrap_or(i64::MAX);
                    on_progress(done, total);
                }
            }
        }
        Ok(ManySimulated {
            report: SimulationReport {
                total,
                simulated: sum.simulated,
                skipped: (total - sum.simulated).max(0),
                would_succeed: sum.would_succeed,
                buckets: sum.buckets.sorted(),
                most_usage: sum.most_usage,
                limits: session.snapshot.limits(),
            },
            succeeding: sum.succeeding,
        })
    }

    /// Where the selected transactions stand.
    async fn places(&self, selection: &Selection) -> Result<Vec<QueuePlace>, ProcessorError> {
        let filter = match selection {
            Selection::These(ids) => return Ok(self.store.queue_places_of(ids).await?),
            Selection::Filter(filter) => filter.as_ref().clone(),
            Selection::WholeQueue => TransactionFilter {
                statuses: vec![Status::Waiting, Status::New, Status::InProgress, Status::Retry],
                ..TransactionFilter::default()
            },
        };
        let mut places: Vec<QueuePlace> = Vec::new();
        loop {
            let after = places.last().map_or(0, |place| place.arrival);
            let portion = self.store.queue_places(&filter, after, PORTION).await?;
            let is_last = portion.len() < PORTION;
            places.extend(portion);
            if is_last {
                return Ok(places);
            }
        }
    }

    /// Simulates the next batch of the queue. Answers false when nothing was left.
    async fn next_of_line(
        &self,
        session: &mut Session,
        line: &mut Line,
        sum: &mut Sum,
    ) -> Result<bool, ProcessorError> {
        let taken = line.take(Pace::default().batch);
        if taken.is_empty() {
            return Ok(false);
        }
        let arrivals: Vec<i64> = taken.iter().map(|taken| taken.arrival).collect();
        let mut batch = self.store.to_simulate(&arrivals).await?;
        // What waits for items goes on waiting; what does not wait any more is tried with what there is.
        batch.retain(|each| each.status != Status::Waiting || each.is_complete);
        let tried = self.attempt(session, batch, true).await?;
        self.log(&tried).await?;
        let mut tried = tried.into_iter().peekable();
        for taken in taken {
            // What another processor took meanwhile, or what lacks items, is not there.
            let Some(tried) = tried.next_if(|tried| tried.claimed.arrival == taken.arrival) else {
                continue;
            };
            let fate = match tried.attempt.as_ref().map(|attempt| attempt.outcome) {
                None => Fate::NotTried,
                Some(AttemptOutcome::Success) => Fate::Success,
                Some(AttemptOutcome::Retry) => Fate::Blocks,
                Some(AttemptOutcome::Failed | AttemptOutcome::Canceled | AttemptOutcome::Manual) => {
                    Fate::Gone
                }
            };
            line.end(taken, fate);
            sum.add(tried);
        }
        Ok(true)
    }
}

impl Sum {
    fn add(&mut self, tried: Tried) {
        let Some(attempt) = tried.attempt else { return };
        let transaction = tried.claimed.transaction;
        self.simulated += 1;
        if let Some(usage) = attempt.simulated.usage {
            self.most_usage = self.most_usage.max(usage);
        }
        if attempt.outcome == AttemptOutcome::Success {
            self.would_succeed += 1;
            if matches!(tried.status, Status::Failed | Status::Manual | Status::Canceled) {
                self.succeeding.push(StatusRequest {
                    id: transaction.id.clone(),
                    expected_version: Some(tried.version),
                });
            }
        }
        let named = TransactionRef {
            id: transaction.id,
            name: transaction.name,
            status: tried.status,
        };
        self.buckets
            .add(named, attempt.outcome, attempt.message, attempt.errors.first());
    }
}

fn lookback_from(now: Timestamp, days: i64) -> Option<Timestamp> {
    now.checked_sub_signed(Duration::try_days(days)?)
}
