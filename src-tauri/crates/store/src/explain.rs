//! Why a transaction is not done yet: the same rules by which the queue moves and processors claim, asked about one.

use chrono::Duration;
use model::{
    Explanation, Pause, RecordId, Schedule, Status, Timestamp, TransactionRef, WaitReason, millis, timestamp,
};
use sqlx::SqliteConnection;

use crate::{
    Store, StoreError,
    engine::Fault,
    queue::{blocker, cycle},
    tables::{
        dependency, pause, schedule,
        transaction::{self, StoredTransaction},
        unreadable,
    },
};

impl Store {
    /// Why a transaction is not done yet; none when there is no such Id. The lookback is that of the schedule that
    /// runs next, or else `lookback_days`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn explain(
        &self,
        id: &RecordId,
        lookback_days: i64,
    ) -> Result<Option<Explanation>, StoreError> {
        let now = self.now();
        self.read(async |c| {
            let next = schedule::active(c).await?.into_iter().next();
            let asked = Asked {
                now,
                lookback_days: next.as_ref().map_or(lookback_days, |next| next.lookback_days),
                next,
                pause: pause::get(c).await?,
            };
            asked.explain(c, id).await
        })
        .await
    }
}

/// What holds for every transaction at the moment.
struct Asked {
    now: i64,
    lookback_days: i64,
    /// The schedule that runs next.
    next: Option<Schedule>,
    pause: Option<Pause>,
}

impl Asked {
    async fn explain(&self, c: &mut SqliteConnection, id: &RecordId) -> Result<Option<Explanation>, Fault> {
        let arrivals = transaction::arrivals_of_ids(c, [id]).await?;
        let Some(it) = transaction::load(c, arrivals.into_values()).await?.pop() else {
            return Ok(None);
        };
        let status = it.transaction.status;
        let reasons = match status {
            Status::Success => Vec::new(),
            Status::Waiting => self.waiting(c, &it).await?,
            Status::New | Status::Retry => self.queued(c, &it).await?,
            Status::InProgress => vec![self.in_work(c, &it).await?],
            Status::Canceled => {
                let mut reasons = vec![WaitReason::Admin { status }];
                // Until then it cannot be retried.
                reasons.extend(dependencies(c, it.arrival).await?);
                reasons
            }
            Status::Failed | Status::Manual => vec![WaitReason::Admin { status }],
        };
        Ok(Some(Explanation {
            id: it.transaction.id,
            status,
            reasons,
        }))
    }

    async fn waiting(
        &self,
        c: &mut SqliteConnection,
        it: &StoredTransaction,
    ) -> Result<Vec<WaitReason>, Fault> {
        let mut reasons = Vec::new();
        if let Some(way) = cycle::through(c, it.arrival).await? {
            reasons.push(WaitReason::Cycle {
                transactions: refs(c, &way).await?,
            });
        }
        reasons.extend(dependencies(c, it.arrival).await?);
        reasons.extend(missing_items(it));
        reasons.extend(self.lookback(it));
        reasons.extend(self.paused());
        Ok(self.or_next_run(reasons))
    }

    async fn queued(
        &self,
        c: &mut SqliteConnection,
        it: &StoredTransaction,
    ) -> Result<Vec<WaitReason>, Fault> {
        let mut reasons: Vec<WaitReason> = self.paused().into_iter().chain(self.lookback(it)).collect();
        if let Some(arrival) = blocker(c, it, self.now, self.lookback_from()).await?
            && let Some(ahead) = transaction::load(c, [arrival]).await?.pop()
        {
            reasons.push(WaitReason::Behind {
                until: self.due(&ahead),
                transaction: reference(&ahead),
            });
        }
        if let Some(at) = self.due(it) {
            reasons.push(WaitReason::RetryAt { at });
        }
        reasons.extend(missing_items(it).filter(|_| it.is_imported));
        Ok(self.or_next_run(reasons))
    }

    async fn in_work(&self, c: &mut SqliteConnection, it: &StoredTransaction) -> Result<WaitReason, Fault> {
        Ok(WaitReason::InWork {
            processor: transaction::claimed_by(c, it.arrival).await?.unwrap_or_default(),
            until: it.lease_until.unwrap_or(timestamp(self.now)),
        })
    }

    fn lookback_from(&self) -> i64 {
        let lookback = Duration::try_days(self.lookback_days).unwrap_or(Duration::MAX);
        self.now.saturating_sub(lookback.num_milliseconds())
    }

    /// That it is too old, if it is.
    fn lookback(&self, it: &StoredTransaction) -> Option<WaitReason> {
        let made = millis(it.transaction.offline_timestamp);
        (made < self.lookback_from()).then(|| WaitReason::OutsideLookback {
            lookback_days: self.lookback_days,
            since: timestamp(made + (self.now - self.lookback_from())),
        })
    }

    /// When a Retry is due that is not due yet.
    fn due(&self, it: &StoredTransaction) -> Option<Timestamp> {
        it.next_attempt_at
            .filter(|due| it.transaction.status == Status::Retry && millis(*due) > self.now)
    }

    fn paused(&self) -> Option<WaitReason> {
        self.pause
            .clone()
            .map(|Pause { by, at, reason }| WaitReason::Paused { by, at, reason })
    }

    fn or_next_run(&self, mut reasons: Vec<WaitReason>) -> Vec<WaitReason> {
        if reasons.is_empty() {
            reasons.push(WaitReason::NextRun {
                at: self.next.as_ref().and_then(|next| next.next_run_at),
                schedule: self.next.as_ref().map(|next| next.name.clone()),
            });
        }
        reasons
    }
}

/// What a transaction depends on that is not Success, in the order listed.
async fn dependencies(c: &mut SqliteConnection, arrival: i64) -> Result<Vec<WaitReason>, Fault> {
    let mut reasons = Vec::new();
    for (identifier, id, name, status) in dependency::dependencies(c, arrival).await? {
        let transaction = match (id, name, status) {
            (Some(id), Some(name), Some(status)) => Some(TransactionRef {
                id: id.parse().map_err(unreadable)?,
                name,
                status: status.parse().map_err(unreadable)?,
            }),
            _ => None,
        };
        if transaction.as_ref().is_none_or(|it| it.status != Status::Success) {
            reasons.push(WaitReason::Dependency {
                identifier,
                transaction,
            });
        }
    }
    Ok(reasons)
}

/// Items that are still to come, or to be completed.
fn missing_items(it: &StoredTransaction) -> Option<WaitReason> {
    let received = it.transaction.actual_records_count.unwrap_or(it.item_count);
    // What was imported without items waits for the file that has them.
    let at_least = i64::from(it.is_imported).max(it.item_count);
    let expected = it.transaction.expected_record_count.unwrap_or(0).max(at_least);
    (received < expected).then_some(WaitReason::Items { expected, received })
}

/// These transactions by name, in their order.
async fn refs(c: &mut SqliteConnection, arrivals: &[i64]) -> Result<Vec<TransactionRef>, Fault> {
    let stored = transaction::load(c, arrivals.iter().copied()).await?;
    let named = arrivals
        .iter()
        .filter_map(|arrival| stored.iter().find(|row| row.arrival == *arrival));
    Ok(named.map(reference).collect())
}

fn reference(stored: &StoredTransaction) -> TransactionRef {
    TransactionRef {
        id: stored.transaction.id.clone(),
        name: stored.transaction.name.clone(),
        status: stored.transaction.status,
    }
}
