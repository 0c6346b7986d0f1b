//! What a simulation needs of the store: transactions as an attempt would get them, without a claim; and log entries
//! that say what would happen. Neither changes a transaction.

use std::collections::{HashMap, HashSet};

use model::{ItemStatus, LogEntry, RecordId, Status, Timestamp, millis, timestamp};

use crate::{
    Claimed, ClaimedItem, Cursor, Edit, SortBy, Store, StoreError, TransactionFilter, TransactionSort, admin,
    engine::{Fault, batch},
    list::{self, Condition},
    queue,
    tables::{
        arrival_of, column_of, dependency, item, lost_claim,
        transaction::{self, ClaimedRow, StoredTransaction},
    },
};

/// Where a transaction stands in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePlace {
    /// Its place in the order of arrival.
    pub arrival: i64,
    /// The user whose device made it.
    pub owner_id: String,
    /// By this a processor takes the transactions of one user: `Sequence` (none comes last), `OfflineTimestamp` in
    /// milliseconds, arrival.
    pub order: (i64, i64, i64),
    /// Its status.
    pub status: Status,
    /// When a Retry is due.
    pub next_attempt_at: Option<Timestamp>,
    /// Its `OfflineUniqueIdentifier`.
    pub identifier: String,
    /// What a Waiting one depends on and is not Success, by identifier. None of a Waiting one that only waits for
    /// items.
    pub waits_for: Vec<String>,
    /// How often its processor was lost while it had this transaction.
    pub lost_claims: i64,
    /// Whether it was imported and some of its items are still to come: no run takes it, nor what is behind it.
    pub lacks_imported_items: bool,
}

/// A transaction as an attempt would get it now.
#[derive(Debug, Clone, PartialEq)]
pub struct ToSimulate {
    /// As if it were claimed. A Failed, Canceled or Manual one is as if an admin had asked for one more attempt.
    pub claimed: Claimed,
    /// Its version, to know later whether it is still the same.
    pub version: i64,
    /// Its status.
    pub status: Status,
    /// Whether every item is there and complete, as far as the device said how many it would send.
    pub is_complete: bool,
}

/// A transaction with an edit that is not saved.
#[derive(Debug, Clone, PartialEq)]
pub enum EditedToSimulate {
    /// As an attempt would get it after the edit.
    Ready(Box<ToSimulate>),
    /// The edit could not be saved.
    NotAllowed {
        /// Why not, for the person who asked.
        reason: String,
    },
    /// There is no such transaction.
    NotFound,
}

impl Store {
    /// The places of transactions that meet `filter`, after the one with this place in the order of arrival (0: from
    /// the first), in order of arrival.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn queue_places(
        &self,
        filter: &TransactionFilter,
        arrival: i64,
        limit: usize,
    ) -> Result<Vec<QueuePlace>, StoreError> {
        let Some(conditions) = Condition::all_of(filter, timestamp(self.now()))? else {
            return Ok(Vec::new());
        };
        let sort = TransactionSort {
            by: SortBy::Received,
            descending: false,
        };
        self.read(async |c| {
            let now = timestamp(self.now());
            let arrivals = list::arrivals(c, &conditions, sort, Some(&Cursor::at(arrival)), limit).await?;
            let rows = transaction::load(c, arrivals).await?;
            places(c, rows, now).await
        })
        .await
    }

    /// The places of these transactions, in order of arrival. What is not there is left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn queue_places_of(&self, ids: &[RecordId]) -> Result<Vec<QueuePlace>, StoreError> {
        self.read(async |c| {
            let now = timestamp(self.now());
            let arrivals = transaction::arrivals_of_ids(c, ids).await?;
            let rows = transaction::load(c, arrivals.into_values()).await?;
            places(c, rows, now).await
        })
        .await
    }

    /// Transactions (by place in the order of arrival) as an attempt would get them now, in the order given. What is
    /// InProgress or Success by now is left out; but a claim that has run out is as if it had come back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn to_simulate(&self, arrivals: &[i64]) -> Result<Vec<ToSimulate>, StoreError> {
        self.read(async |c| {
            let now = timestamp(self.now());
            let mut rows = transaction::load(c, arrivals.iter().copied()).await?;
            let lost = take_back(&mut rows, now);
            rows.retain(|row| can_be_simulated(row.transaction.status));
            let ids = rows
                .iter()
                .map(|row| (row.arrival, row.transaction.id.clone()))
                .collect();
            let items = item::of(c, &ids).await?;
            as_claimed(c, arrivals, rows, items, &lost).await
        })
        .await
    }

    /// A transaction as an attempt would get it after `edit`, whose version does not matter.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn to_simulate_edited(&self, edit: &Edit) -> Result<EditedToSimulate, StoreError> {
        self.read(async |c| {
            let arrivals = transaction::arrivals_of_ids(c, [&edit.id]).await?;
            let Some(before) = transaction::load(c, arrivals.into_values()).await?.pop() else {
                return Ok(EditedToSimulate::NotFound);
            };
            let arrival = before.arrival;
            let items = item::of(c, &HashMap::from([(arrival, edit.id.clone())])).await?;
            match admin::edited(before, items, edit) {
                Err(reason) => Ok(EditedToSimulate::NotAllowed { reason }),
                Ok((row, items)) => {
                    let ready = as_claimed(c, &[arrival], vec![row], items, &[]).await?.pop();
                    Ok(ready.map_or(EditedToSimulate::NotFound, |ready| {
                        EditedToSimulate::Ready(Box::new(ready))
                    }))
                }
            }
        })
        .await
    }

    /// Adds log entries that simulations wrote, each to the transaction that it names. They are marked, and change
    /// nothing else.
    ///
    /// # Errors
    /// When the store cannot be written; then none were added.
    pub async fn log_simulated(&self, entries: Vec<LogEntry>) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        self.write(async |w| {
            let ids = entries.iter().map(|entry| &entry.device_sync_transaction_id);
            let arrivals = transaction::arrivals_of_ids(w, ids).await?;
            let logs = entries.into_iter().filter_map(|entry| {
                let arrival = *arrivals.get(entry.device_sync_transaction_id.as_str())?;
                let is_simulated = true;
                Some((
                    arrival,
                    LogEntry {
                        is_simulated,
                        ..entry
                    },
                ))
            });
            queue::append_logs(w, logs.collect()).await
        })
        .await
    }

    /// Those of these `OfflineUniqueIdentifier`s on which other transactions depend.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn with_dependents(&self, identifiers: &[&str]) -> Result<HashSet<String>, StoreError> {
        self.read(async |c| {
            let found: Vec<String> = sqlx::query_scalar(WITH_DEPENDENTS)
                .bind(column_of(identifiers)?)
                .fetch_all(c)
                .await?;
            Ok(found.into_iter().collect())
        })
        .await
    }
}

/// Those of these identifiers that others depend on.
pub(crate) const WITH_DEPENDENTS: &str = concat!(
    "SELECT input.value ->> 0 FROM ",
    batch!("$1"),
    " WHERE EXISTS (SELECT 1 FROM dependency AS d WHERE d.depends_on = input.value ->> 0)",
);

/// What is in work, or done, is not simulated.
const fn can_be_simulated(status: Status) -> bool {
    !matches!(status, Status::InProgress | Status::Success)
}

/// Makes of claims that have run out what the next run makes of them before it claims anything. Answers those whose
/// processor was lost.
fn take_back(rows: &mut [StoredTransaction], now: Timestamp) -> Vec<i64> {
    let mut lost = Vec::new();
    for row in rows {
        let has_run_out = row.lease_until.is_some_and(|until| until <= now);
        if row.transaction.status == Status::InProgress && has_run_out {
            row.transaction.status = row.claimed_from.unwrap_or(Status::New);
            // What was imported as InProgress was claimed by nobody here.
            lost.extend((row.lease > 0).then_some(row.arrival));
        }
    }
    lost
}

async fn places(
    c: &mut sqlx::SqliteConnection,
    mut rows: Vec<StoredTransaction>,
    now: Timestamp,
) -> Result<Vec<QueuePlace>, Fault> {
    let lost = take_back(&mut rows, now);
    let lost_before = lost_claim::counts(c, rows.iter().map(|row| row.arrival)).await?;
    let lost_claims = |arrival: i64| {
        let before = lost_before.get(&arrival).copied().unwrap_or_default();
        before + i64::from(lost.contains(&arrival))
    };
    rows.sort_unstable_by_key(|row| row.arrival);
    let waiting = rows
        .iter()
        .filter(|row| row.transaction.status == Status::Waiting);
    let waiting: Vec<i64> = waiting.map(|row| row.arrival).collect();
    let mut waits_for: HashMap<i64, Vec<String>> = HashMap::new();
    for (arrival, identifier, is_success) in dependency::states(c, waiting).await? {
        if !is_success {
            waits_for.entry(arrival).or_default().push(identifier);
        }
    }
    let place = |row: StoredTransaction| {
        let (arrival, t) = (row.arrival, row.transaction);
        QueuePlace {
            arrival,
            order: (
                t.sequence.unwrap_or(i64::MAX),
                millis(t.offline_timestamp),
                arrival,
            ),
            status: t.status,
            next_attempt_at: row.next_attempt_at,
            waits_for: waits_for.remove(&arrival).unwrap_or_default(),
            lost_claims: lost_claims(arrival),
            lacks_imported_items: row.is_imported
                && (row.item_count == 0 || row.item_count < t.expected_record_count.unwrap_or(0)),
            identifier: t.offline_unique_identifier,
            owner_id: t.owner_id,
        }
    };
    Ok(rows.into_iter().map(place).collect())
}

async fn as_claimed(
    c: &mut sqlx::SqliteConnection,
    arrivals: &[i64],
    mut rows: Vec<StoredTransaction>,
    items: Vec<item::StoredItem>,
    lost: &[i64],
) -> Result<Vec<ToSimulate>, Fault> {
    let lost_before = lost_claim::counts(c, arrivals.iter().copied()).await?;
    for row in &mut rows {
        row.single_attempt |= matches!(
            row.transaction.status,
            Status::Failed | Status::Canceled | Status::Manual
        );
    }
    let mut there: HashMap<i64, (i64, bool)> = HashMap::with_capacity(rows.len());
    for row in &items {
        let (count, all_ready) = there.entry(arrival_of(row.key)).or_insert((0, true));
        *count += 1;
        *all_ready &= row.item.status == ItemStatus::Ready;
    }
    let fact = |row: &StoredTransaction| {
        let (count, all_ready) = there.get(&row.arrival).copied().unwrap_or((0, true));
        let is_complete = all_ready && count >= row.transaction.expected_record_count.unwrap_or(0);
        (row.arrival, (row.version, row.transaction.status, is_complete))
    };
    let mut facts: HashMap<i64, (i64, Status, bool)> = rows.iter().map(fact).collect();
    let rows = rows.into_iter().map(ClaimedRow::from).collect();
    let items = items
        .into_iter()
        .map(|row| (arrival_of(row.key), ClaimedItem::new(row.key, row.item)));
    let claimed = queue::put_together(c, arrivals, rows, items.collect()).await?;
    let ready = claimed.into_iter().filter_map(|claimed| {
        let (version, status, is_complete) = facts.remove(&claimed.arrival)?;
        let lost_before = lost_before.get(&claimed.arrival).copied().unwrap_or_default();
        Some(ToSimulate {
            claimed: Claimed {
                lost_claims: lost_before + i64::from(lost.contains(&claimed.arrival)),
                ..claimed
            },
            version,
            status,
            is_complete,
        })
    });
    Ok(ready.collect())
}
