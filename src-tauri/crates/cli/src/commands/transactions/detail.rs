//! Everything about one transaction, as the console answers it.

use chrono::{DateTime, Utc};
use model::{
    Attempt, Comment, FieldChange, Item, LogEntry, Profile, RecordId, Status, SyncErrorCode, Transaction,
    User, key_prefix,
};
use serde::Deserialize;
use serde_json::json;

use crate::{exit::Failure, session::Session};

/// A transaction and all that belongs to it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    pub transaction: Transaction,
    pub version: i64,
    pub owner: Option<User>,
    pub profile: Option<Profile>,
    pub error_code: Option<SyncErrorCode>,
    pub error_message: Option<String>,
    pub next_attempt_at: Option<DateTime<Utc>>,
    pub items: Vec<Item>,
    pub log_entries: Vec<LogEntry>,
    pub attempts: Vec<Attempt>,
    pub comments: Vec<Comment>,
    pub history: Vec<FieldChange>,
    pub dependencies: Vec<Related>,
    pub dependents: Vec<Related>,
}

/// A transaction that this one depends on, or that depends on it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Related {
    pub offline_unique_identifier: String,
    pub name: Option<String>,
    pub status: Option<Status>,
}

/// Everything about the transaction of that Id, Name or OfflineUniqueIdentifier.
///
/// # Errors
/// When it is not there.
pub async fn get(session: &Session, key: &str) -> Result<Detail, Failure> {
    session.call("transactions.get", json!({ "key": key })).await
}

/// Its Id alone. Whether a transaction of that Id is there is for the action to tell.
///
/// # Errors
/// When there is none of that Name or OfflineUniqueIdentifier.
pub async fn id(session: &Session, key: &str) -> Result<RecordId, Failure> {
    match key.parse::<RecordId>() {
        Ok(id) if id.key_prefix() == key_prefix::TRANSACTION => Ok(id),
        _ => Ok(get(session, key).await?.transaction.id),
    }
}
