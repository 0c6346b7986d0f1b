//! Ignore, Retry, Mark manual, Mark resolved.

use model::{RecordId, Status};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Change, Store, StoreError};

/// A transaction whose status is to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StatusRequest {
    /// The transaction.
    pub id: RecordId,
    /// The version that the person saw; another version is a conflict. None: whatever it is now.
    pub expected_version: Option<i64>,
}

/// What became of one of the transactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActionAnswer {
    /// The transaction.
    pub id: RecordId,
    /// What became of it.
    pub result: ActionResult,
}

/// What an action did to one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum ActionResult {
    /// It has this status now.
    Done {
        /// The new status.
        status: Status,
    },
    /// The action does not apply to it. Nothing was changed.
    NotAllowed {
        /// Its status.
        status: Status,
        /// Why not, for the person who asked.
        reason: String,
    },
    /// Someone changed it meanwhile. Nothing was changed.
    Conflict {
        /// Its version now.
        version: i64,
    },
    /// There is no such transaction.
    NotFound,
}

impl Store {
    /// Ignores transactions: they become Canceled, and with them those Waiting ones that depend on them.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn ignore(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        let _ = (requests, change);
        Err(StoreError::Unreadable("ignore is not there yet".into()))
    }

    /// Asks for one more attempt, due at once. A Canceled transaction that depends on others can be retried only
    /// when every one of them is Success.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn retry(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        let _ = (requests, change);
        Err(StoreError::Unreadable("retry is not there yet".into()))
    }

    /// Marks transactions as handled by hand: they become Manual.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn mark_manual(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        let _ = (requests, change);
        Err(StoreError::Unreadable("mark_manual is not there yet".into()))
    }

    /// Marks Manual transactions as resolved: they become Success, and the reason is kept as a comment.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn mark_resolved(
        &self,
        requests: &[StatusRequest],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        let _ = (requests, change);
        Err(StoreError::Unreadable("mark_resolved is not there yet".into()))
    }
}
