//! What an admin needs in the first ten seconds.

use model::{SyncErrorCode, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use crate::{StatusCounts, Store, StoreError};

/// The state of the queue.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Overview {
    /// How many transactions have each status.
    pub counts: StatusCounts,
    /// When the New transaction that has waited longest was received; none when there is no New one.
    pub oldest_new: Option<Timestamp>,
    /// Users with transactions that are New for more than a day, longest first, at most 100.
    pub users_with_old_new: Vec<UserBacklog>,
    /// What was settled on each of the last 30 days (UTC), oldest first; days without are left out.
    pub days: Vec<DayCounts>,
    /// Failed transactions by error, most frequent first.
    pub failed_by_error: Vec<ErrorCount>,
}

/// A user whose transactions wait too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserBacklog {
    /// The user.
    pub owner_id: String,
    /// The user's name, when the store knows the user.
    pub owner_name: Option<String>,
    /// How many are New for more than a day.
    pub count: i64,
    /// When the oldest of them was received.
    pub oldest: Timestamp,
}

/// What was settled on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DayCounts {
    /// The day in UTC, as `2026-11-23`.
    pub day: String,
    /// Attempts that ended as Success.
    pub success: i64,
    /// Attempts that ended as Failed.
    pub failed: i64,
    /// Attempts that ended as Retry.
    pub retry: i64,
    /// Attempts that ended as Canceled.
    pub canceled: i64,
}

/// How many Failed transactions have an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorCount {
    /// The error; none for those that say none.
    pub error_code: Option<SyncErrorCode>,
    /// So many transactions.
    pub count: i64,
}

impl Store {
    /// The state of the queue now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn overview(&self) -> Result<Overview, StoreError> {
        Err(StoreError::Unreadable("overview is not there yet".into()))
    }
}
