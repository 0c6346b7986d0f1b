//! Settling: what an attempt came to is written down, with everything that follows from it, in one commit.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::{Attempt, AttemptOutcome, ErrorTraits, LogEntry, RecordId, RunCounts, Status, Timestamp, millis};

use crate::{
    Store, StoreError,
    engine::{Fault, batch, gathered, search},
    queue::{
        Additions, ClaimedTransaction, dependents,
        transition::{self, ErrorChange, Transition},
    },
    store::Writing,
    tables::{
        FIRST_LOG_SLOT, arrival_of, attempt, batch_job_unwritten, batch_of, device_made_id,
        error_group::StoredError,
        hour_outcome::{self, HOUR},
        item, key,
        log_entry::{self, StoredLogEntry},
        rows_of,
    },
};

/// The status that an attempt leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettledAs {
    /// Applied.
    Success,
    /// To be tried again.
    Retry {
        /// Not before this moment.
        next_attempt_at: Timestamp,
    },
    /// An error stopped it.
    Failed,
    /// Nothing was left to do.
    Canceled,
    /// Handed to an admin.
    Manual,
}

impl SettledAs {
    /// The status it gives.
    pub const fn status(self) -> Status {
        match self {
            Self::Success => Status::Success,
            Self::Retry { .. } => Status::Retry,
            Self::Failed => Status::Failed,
            Self::Canceled => Status::Canceled,
            Self::Manual => Status::Manual,
        }
    }

    const fn attempt_outcome(self) -> AttemptOutcome {
        match self {
            Self::Success => AttemptOutcome::Success,
            Self::Retry { .. } => AttemptOutcome::Retry,
            Self::Failed => AttemptOutcome::Failed,
            Self::Canceled => AttemptOutcome::Canceled,
            Self::Manual => AttemptOutcome::Manual,
        }
    }
}

/// The result of one attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The place of the transaction in the order of arrival.
    pub arrival: i64,
    /// The number of the claim.
    pub lease: i64,
    /// The transaction, as claimed.
    pub transaction: ClaimedTransaction,
    /// The status it gets.
    pub outcome: SettledAs,
    /// The attempt; `number`, `outcome` and `next_attempt_at` are filled in by the store.
    pub attempt: Attempt,
    /// The items whose records are in the org.
    pub records: Vec<ProcessedItem>,
    /// Device-made ids that became real.
    pub new_ids: Vec<(String, RecordId)>,
    /// What went wrong, item by item.
    pub log_entries: Vec<LogEntry>,
}

/// An item whose record is in the org.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessedItem {
    /// The place of the item in the store, as claimed.
    pub key: i64,
    /// The real Id of its record.
    pub record_id: RecordId,
    /// Whether the device knew the record by another Id: then it can also be searched for by this one.
    pub is_renamed: bool,
}

/// What became of a settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Written down.
    Updated,
    /// The claim was no longer the processor's; nothing was written.
    LeaseLost,
}

impl Store {
    /// Writes down what attempts came to, all in one commit; answers one [`Settled`] per settlement, in order.
    ///
    /// A Success lets the transactions that waited for it become New; a Canceled cancels those that depend on it.
    ///
    /// # Errors
    /// When the store cannot be written; then none were settled, and the claims still hold.
    pub async fn settle(&self, settlements: Vec<Settlement>) -> Result<Vec<Settled>, StoreError> {
        self.write(async |w| settle(w, settlements).await).await
    }
}

/// The claims that still hold, with what settling needs to know of them.
pub(crate) const HELD: &str = concat!(
    "SELECT ",
    gathered!("t.arrival, t.error_group"),
    " FROM ",
    batch!("$1"),
    " CROSS JOIN sync_transaction AS t ",
    "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND t.lease = CAST(input.value ->> 1 AS BIGINT) ",
    "AND COALESCE(t.status, '') = 'InProgress'",
);

/// A settlement whose claim still holds, and the error group that the transaction is in.
type Valid = (Settlement, Option<i64>);

async fn settle(w: &mut Writing, mut settlements: Vec<Settlement>) -> Result<Vec<Settled>, Fault> {
    let mut held = held(w, &settlements).await?;
    let mut answers = Vec::with_capacity(settlements.len());
    let mut valid: Vec<Valid> = Vec::with_capacity(settlements.len());
    for mut settlement in settlements.drain(..) {
        match held.remove(&settlement.arrival) {
            Some(error_group) => {
                complete(&mut settlement);
                valid.push((settlement, error_group));
                answers.push(Settled::Updated);
            }
            None => answers.push(Settled::LeaseLost),
        }
    }
    change_status(w, &valid).await?;
    let attempts = valid
        .iter()
        .map(|(settlement, _)| (settlement.arrival, &settlement.attempt));
    attempt::insert(w, &attempts.collect::<Vec<_>>()).await?;
    count_outcomes(w, &valid).await?;
    count_for_runs(w, &valid).await?;
    write_records(w, &valid).await?;
    write_logs(w, &mut valid).await?;
    move_dependents(w, valid).await?;
    Ok(answers)
}

/// The claims among these that still hold: the error group of each transaction, by arrival. Of two settlements of one
/// claim the first counts.
async fn held(w: &mut Writing, settlements: &[Settlement]) -> Result<HashMap<i64, Option<i64>>, Fault> {
    let mut seen = HashSet::new();
    let claims = settlements
        .iter()
        .filter(|settlement| seen.insert(settlement.arrival))
        .map(|settlement| (settlement.arrival, settlement.lease));
    let rows: String = sqlx::query_scalar(HELD)
        .bind(batch_of(claims)?)
        .fetch_one(&mut **w)
        .await?;
    Ok(rows_of::<(i64, Option<i64>)>(&rows)?.into_iter().collect())
}

/// A transaction whose attempt succeeded, and the group of the error it had.
type Succeeded = (i64, Option<i64>);

/// Gives the transactions the status that their attempts led to. Nearly all of them succeed, and become the same.
async fn change_status(w: &mut Writing, valid: &[Valid]) -> Result<(), Fault> {
    let mut succeeded: BTreeMap<(&str, i64), Vec<Succeeded>> = BTreeMap::new();
    let mut others: BTreeMap<&str, Vec<Transition>> = BTreeMap::new();
    for (settlement, error_group) in valid {
        let processor = settlement.attempt.processor.as_str();
        // A success with a log keeps that log.
        if settlement.outcome == SettledAs::Success && settlement.log_entries.is_empty() {
            let same = succeeded.entry((processor, settlement.lease)).or_default();
            same.push((settlement.arrival, *error_group));
        } else {
            others
                .entry(processor)
                .or_default()
                .push(transition(settlement, *error_group));
        }
    }
    for ((processor, lease), transactions) in succeeded {
        transition::succeed(w, processor, lease, &transactions).await?;
    }
    for (processor, transitions) in others {
        transition::apply(w, processor, &transitions).await?;
    }
    Ok(())
}

fn complete(settlement: &mut Settlement) {
    settlement.attempt.outcome = settlement.outcome.attempt_outcome();
    settlement.attempt.next_attempt_at = match settlement.outcome {
        SettledAs::Retry { next_attempt_at } => Some(next_attempt_at),
        _ => None,
    };
}

fn transition(settlement: &Settlement, error_group: Option<i64>) -> Transition {
    let Settlement { outcome, attempt, .. } = settlement;
    let error = match (outcome, &attempt.error_code) {
        (SettledAs::Success, _) => ErrorChange::Clear { message: None },
        (_, None) => ErrorChange::Clear {
            message: attempt.message.clone(),
        },
        (_, Some(code)) => ErrorChange::Become(error(code.as_str(), settlement)),
    };
    Transition {
        lease: Some(settlement.lease),
        next_attempt_at: attempt.next_attempt_at.map(millis),
        attempt_failed: matches!(outcome, SettledAs::Retry { .. } | SettledAs::Failed),
        error,
        last_run_log: Some(settlement.log_entries.last().map(|entry| entry.id.clone())),
        ..Transition::new(
            settlement.arrival,
            Status::InProgress,
            error_group,
            outcome.status(),
        )
    }
}

/// The error that an attempt ended with; its first log entry says what it is about.
fn error(code: &str, settlement: &Settlement) -> StoredError {
    let first = settlement.log_entries.first();
    let told = |text: fn(&LogEntry) -> &Option<String>| first.and_then(|entry| text(entry).as_deref());
    StoredError::new(ErrorTraits {
        code,
        object_name: told(|entry| &entry.object_name),
        field_name: told(|entry| &entry.field_name),
        message: settlement.attempt.message.as_deref().unwrap_or_default(),
        value: told(|entry| &entry.value),
    })
}

async fn count_outcomes(w: &mut Writing, valid: &[Valid]) -> Result<(), Fault> {
    let hour = w.now.div_euclid(HOUR);
    let mut outcomes: BTreeMap<(i64, &str), i64> = BTreeMap::new();
    for (settlement, _) in valid {
        *outcomes
            .entry((hour, settlement.attempt.outcome.as_str()))
            .or_default() += 1;
    }
    Ok(hour_outcome::add(w, &outcomes).await?)
}

/// For the run at work, so that its counts are right also when its program dies before it wrote its part.
async fn count_for_runs(w: &mut Writing, valid: &[Valid]) -> Result<(), Fault> {
    let mut counts: BTreeMap<&str, RunCounts> = BTreeMap::new();
    for (settlement, _) in valid {
        let attempt = &settlement.attempt;
        let of_processor = counts.entry(&attempt.processor).or_default();
        of_processor.count(attempt.outcome);
    }
    let now = w.now;
    for (processor, settled) in counts {
        batch_job_unwritten::add(w, processor, now, &settled).await?;
    }
    Ok(())
}

/// The real Ids of records: in the items, where they can be found, and for later transactions of the same user.
async fn write_records(w: &mut Writing, valid: &[Valid]) -> Result<(), Fault> {
    let mut records: Vec<&ProcessedItem> = valid
        .iter()
        .flat_map(|(settlement, _)| {
            // Whatever it says, a settlement is about its own items.
            let own = |item: &&ProcessedItem| arrival_of(item.key) == settlement.arrival;
            settlement.records.iter().filter(own)
        })
        .collect();
    if !records.is_empty() {
        records.sort_unstable_by_key(|item| item.key);
        let ids = records.iter().map(|item| (item.key, item.record_id.as_str()));
        item::set_records(w, &ids.collect::<Vec<_>>()).await?;
        records.retain(|item| item.is_renamed);
        // A row of the index for each transaction: a row costs more than the Ids in it.
        let entries: Vec<(i64, String)> = records
            .chunk_by(|a, b| arrival_of(a.key) == arrival_of(b.key))
            .map(|same| {
                let ids: Vec<&str> = same.iter().map(|item| item.record_id.as_str()).collect();
                (same[0].key, ids.join(" "))
            })
            .collect();
        search::insert_processed(w, &entries).await?;
    }
    let mut new_ids: Vec<(&str, &str, &str)> = valid
        .iter()
        .flat_map(|(settlement, _)| {
            let owner = settlement.transaction.owner_id.as_str();
            let ids = settlement.new_ids.iter();
            ids.map(move |(device_made, record)| (owner, device_made.as_str(), record.as_str()))
        })
        .collect();
    // In the order of their table. Of two for one id the last counts, as it came.
    new_ids.sort_by_key(|(owner, device_made, _)| (*owner, *device_made));
    Ok(device_made_id::insert(w, &new_ids).await?)
}

async fn write_logs(w: &mut Writing, valid: &mut [Valid]) -> Result<(), Fault> {
    let mut logs: Vec<(i64, LogEntry)> = Vec::new();
    for (settlement, _) in valid {
        let arrival = settlement.arrival;
        logs.extend(settlement.log_entries.drain(..).map(|entry| (arrival, entry)));
    }
    append_logs(w, logs).await
}

/// Adds log entries to transactions, after those they have.
pub(crate) async fn append_logs(w: &mut Writing, logs: Vec<(i64, LogEntry)>) -> Result<(), Fault> {
    if logs.is_empty() {
        return Ok(());
    }
    let arrivals: HashSet<i64> = logs.iter().map(|(arrival, _)| *arrival).collect();
    let mut next = log_entry::next_slots(w, arrivals).await?;
    let mut additions = Additions::default();
    for (arrival, entry) in logs {
        let slot = next.entry(arrival).or_insert(FIRST_LOG_SLOT);
        // Beyond the last slot lies the next transaction.
        if *slot >= FIRST_LOG_SLOT + crate::tables::MOST_LOG_ENTRIES {
            return Err(StoreError::TooManyLogEntries(entry.device_sync_transaction_id).into());
        }
        // Nobody sends an attempt's log again, so it needs no fingerprint.
        additions.log_entries.push(StoredLogEntry {
            key: key(arrival, *slot),
            fingerprint: 0,
            entry,
        });
        *slot += 1;
    }
    additions.write(w).await
}

async fn move_dependents(w: &mut Writing, valid: Vec<Valid>) -> Result<(), Fault> {
    let (mut succeeded, mut canceled) = (Vec::new(), Vec::new());
    for (settlement, _) in valid {
        let ClaimedTransaction {
            offline_unique_identifier: identifier,
            name,
            ..
        } = settlement.transaction;
        match settlement.outcome {
            SettledAs::Success => succeeded.push(identifier),
            SettledAs::Canceled => canceled.push((identifier, name)),
            _ => {}
        }
    }
    dependents::wake(w, &succeeded).await?;
    dependents::cancel(w, canceled).await?;
    Ok(())
}
