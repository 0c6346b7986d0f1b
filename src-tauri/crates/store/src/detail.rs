//! Everything about one transaction.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use model::{
    Attempt, Comment, FieldChange, Item, LogEntry, Profile, RecordId, Reveal, Status, SyncErrorCode,
    Timestamp, Transaction, User, timestamp,
};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    Cursor, SortBy, Store, StoreError, TransactionFilter, TransactionSort,
    engine::Fault,
    list::{self, Condition},
    queue::in_order,
    tables::{
        assignment, attempt, bulk_change, bulk_trace, comment,
        dependency::{self, Related},
        field_change, field_user, item, log_entry, profile, reveal,
        transaction::{self, StoredTransaction},
        unreadable,
    },
};

/// A transaction and all that belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransactionDetail {
    /// The transaction.
    pub transaction: Transaction,
    /// Goes up with every change; an edit names the version it saw.
    pub version: i64,
    /// Its user, when the store knows the user.
    pub owner: Option<User>,
    /// The user's profile, when the store knows it.
    pub profile: Option<Profile>,
    /// The error it has now.
    pub error_code: Option<SyncErrorCode>,
    /// The group of that error.
    pub error_group: Option<i64>,
    /// That error in words.
    pub error_message: Option<String>,
    /// When the next attempt is due, for a Retry.
    pub next_attempt_at: Option<Timestamp>,
    /// Its items, in the order in which they are applied.
    pub items: Vec<Item>,
    /// Its log entries, newest first.
    pub log_entries: Vec<LogEntry>,
    /// Its attempts, newest first.
    pub attempts: Vec<Attempt>,
    /// Its comments, newest first.
    pub comments: Vec<Comment>,
    /// Changes of its fields and those of its items, newest first.
    pub history: Vec<FieldChange>,
    /// Personal data of its items that was revealed, newest first.
    pub reveals: Vec<Reveal>,
    /// Who looks after it.
    pub assignee: Option<String>,
    /// What it depends on, in the order listed.
    pub dependencies: Vec<RelatedTransaction>,
    /// What depends on it, in order of arrival.
    pub dependents: Vec<RelatedTransaction>,
}

/// A transaction that another one depends on, or that depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RelatedTransaction {
    /// Its `OfflineUniqueIdentifier`.
    pub offline_unique_identifier: String,
    /// Its Id; none while it has not arrived.
    pub id: Option<RecordId>,
    /// Its name; none while it has not arrived.
    pub name: Option<String>,
    /// Its status; none while it has not arrived.
    pub status: Option<Status>,
}

impl Store {
    /// Everything about one transaction; none when there is no such Id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn transaction(&self, id: &RecordId) -> Result<Option<TransactionDetail>, StoreError> {
        self.read(async |c| detail(c, id).await).await
    }

    /// The Id of the transaction with this Id (15 or 18 characters), `OfflineUniqueIdentifier` or `Name`. Of
    /// several with one name, the newest.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find(&self, text: &str) -> Result<Option<RecordId>, StoreError> {
        let text = text.trim();
        let id = text
            .parse::<RecordId>()
            .map_or_else(|_| text.to_owned(), String::from);
        self.read(async |c| {
            let found = transaction::find(c, &id).await?;
            Ok(found.map(|id| id.parse().map_err(unreadable)).transpose()?)
        })
        .await
    }

    /// Transactions that meet `filter`, after the one with this place in the order of arrival (0: from the first),
    /// for export.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn transactions_after(
        &self,
        filter: &TransactionFilter,
        arrival: i64,
        limit: usize,
    ) -> Result<Vec<(i64, Transaction)>, StoreError> {
        let Some(conditions) = Condition::all_of(filter, timestamp(self.now()))? else {
            return Ok(Vec::new());
        };
        let sort = TransactionSort {
            by: SortBy::Received,
            descending: false,
        };
        let cursor = Cursor::at(arrival);
        self.read(async |c| {
            let arrivals = list::arrivals(c, &conditions, sort, Some(&cursor), limit).await?;
            let rows = transaction::load(c, arrivals).await?;
            Ok(with_calculated(c, rows)
                .await?
                .into_iter()
                .map(|row| (row.arrival, row.transaction))
                .collect())
        })
        .await
    }

    /// Items of these transactions (by place in the order of arrival), as they came, for export.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn items_of(&self, arrivals: &[i64]) -> Result<Vec<Item>, StoreError> {
        self.read(async |c| {
            let ids = transaction::ids_of_arrivals(c, arrivals.iter().copied()).await?;
            Ok(item::of(c, &ids).await?.into_iter().map(|row| row.item).collect())
        })
        .await
    }

    /// Log entries of these transactions (by place in the order of arrival), as they came, for export.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn log_entries_of(&self, arrivals: &[i64]) -> Result<Vec<LogEntry>, StoreError> {
        self.read(async |c| {
            let ids = transaction::ids_of_arrivals(c, arrivals.iter().copied()).await?;
            Ok(log_entry::of(c, &ids)
                .await?
                .into_iter()
                .map(|row| row.entry)
                .collect())
        })
        .await
    }
}

pub(crate) async fn detail(
    c: &mut SqliteConnection,
    id: &RecordId,
) -> Result<Option<TransactionDetail>, Fault> {
    let arrivals = transaction::arrivals_of_ids(c, [id]).await?;
    let rows = transaction::load(c, arrivals.into_values()).await?;
    let Some(stored) = with_calculated(c, rows).await?.pop() else {
        return Ok(None);
    };
    let arrival = stored.arrival;
    let ids = HashMap::from([(arrival, id.clone())]);
    let mut items: Vec<Item> = item::of(c, &ids).await?.into_iter().map(|row| row.item).collect();
    in_order(&mut items, |item| item.sequence);
    let log_entries = log_entry::of(c, &ids).await?;
    let owner = field_user::with_id(c, &stored.transaction.owner_id).await?;
    let profile = match &owner {
        Some(owner) => profile::with_id(c, &owner.profile_id).await?,
        None => None,
    };
    let dependents = dependency::dependents(c, &stored.transaction.offline_unique_identifier).await?;
    Ok(Some(TransactionDetail {
        version: stored.version,
        owner,
        profile,
        error_code: stored.error_code.map(SyncErrorCode::from),
        error_group: stored.error_group,
        error_message: stored.error_message,
        next_attempt_at: stored
            .next_attempt_at
            .filter(|_| stored.transaction.status == Status::Retry),
        items,
        log_entries: log_entries.into_iter().rev().map(|row| row.entry).collect(),
        attempts: attempt::of(c, arrival).await?,
        comments: comment::of(c, arrival).await?,
        history: history(c, arrival).await?,
        reveals: reveal::of(c, id).await?,
        assignee: assignment::of(c, [arrival]).await?.remove(&arrival),
        dependencies: related(dependency::dependencies(c, arrival).await?)?,
        dependents: related(dependents)?,
        transaction: stored.transaction,
    }))
}

/// What was changed by itself and in bulk, newest first.
async fn history(c: &mut SqliteConnection, arrival: i64) -> Result<Vec<FieldChange>, Fault> {
    let mut all = bulk_trace::history(c, arrival).await?;
    all.extend(bulk_change::history(c, arrival).await?);
    all.reverse();
    all.extend(field_change::of(c, arrival).await?);
    all.sort_by_key(|change| Reverse(change.changed_at));
    Ok(all)
}

/// Fills in `CanCancDpndBeRetired`: whether a Canceled transaction that depends on others can be retried.
async fn with_calculated(
    c: &mut SqliteConnection,
    mut rows: Vec<StoredTransaction>,
) -> Result<Vec<StoredTransaction>, Fault> {
    let canceled: Vec<i64> = rows
        .iter()
        .filter(|row| row.transaction.status == Status::Canceled)
        .filter(|row| row.transaction.dependent_offline_identifiers.is_some())
        .map(|row| row.arrival)
        .collect();
    if canceled.is_empty() {
        return Ok(rows);
    }
    let (mut dependent, mut held_back) = (HashSet::new(), HashSet::new());
    for (arrival, _, is_success) in dependency::states(c, canceled).await? {
        dependent.insert(arrival);
        if !is_success {
            held_back.insert(arrival);
        }
    }
    for row in &mut rows {
        let arrival = row.arrival;
        row.transaction.can_canc_dpnd_be_retired =
            dependent.contains(&arrival) && !held_back.contains(&arrival);
    }
    Ok(rows)
}

fn related(rows: Vec<Related>) -> sqlx::Result<Vec<RelatedTransaction>> {
    let related = rows
        .into_iter()
        .map(|(offline_unique_identifier, id, name, status)| {
            Ok(RelatedTransaction {
                offline_unique_identifier,
                id: id.map(|id| id.parse().map_err(unreadable)).transpose()?,
                name,
                status: status
                    .map(|status| status.parse().map_err(unreadable))
                    .transpose()?,
            })
        });
    related.collect()
}
