//! Everything about one transaction.

use model::{
    Attempt, Comment, FieldChange, Item, LogEntry, Profile, RecordId, Status, SyncErrorCode, Timestamp,
    Transaction, User,
};
use serde::Serialize;
use ts_rs::TS;

use crate::{Store, StoreError, TransactionFilter};

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
        let _ = id;
        Err(StoreError::Unreadable("transaction is not there yet".into()))
    }

    /// The Id of the transaction with this Id (15 or 18 characters), `Name` or `OfflineUniqueIdentifier`. Of
    /// several with one name, the newest.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find(&self, text: &str) -> Result<Option<RecordId>, StoreError> {
        let _ = text;
        Err(StoreError::Unreadable("find is not there yet".into()))
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
        let _ = (filter, arrival, limit);
        Err(StoreError::Unreadable(
            "transactions_after is not there yet".into(),
        ))
    }

    /// Items of these transactions (by place in the order of arrival), in order, for export.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn items_of(&self, arrivals: &[i64]) -> Result<Vec<Item>, StoreError> {
        let _ = arrivals;
        Err(StoreError::Unreadable("items_of is not there yet".into()))
    }

    /// Log entries of these transactions (by place in the order of arrival), in order, for export.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn log_entries_of(&self, arrivals: &[i64]) -> Result<Vec<LogEntry>, StoreError> {
        let _ = arrivals;
        Err(StoreError::Unreadable("log_entries_of is not there yet".into()))
    }
}
