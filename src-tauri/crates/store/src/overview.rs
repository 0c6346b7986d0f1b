//! What an admin needs in the first ten seconds.

use std::collections::BTreeMap;

use model::{SyncErrorCode, Timestamp, timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    StatusCounts, Store, StoreError,
    engine::Fault,
    tables::{
        Columns,
        day_outcome::{self, DAY},
        tally,
    },
};

/// How many days the overview looks back.
const DAYS: i64 = 30;

/// How many users with a backlog it names.
const USERS: i64 = 100;

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
    /// Attempts that ended as Manual.
    pub manual: i64,
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
        let now = self.now();
        self.read(async |c| overview(c, now).await).await
    }
}

async fn overview(c: &mut SqliteConnection, now: i64) -> Result<Overview, Fault> {
    let oldest_new: Option<i64> =
        sqlx::query_scalar("SELECT min(created_date) FROM sync_transaction WHERE status = 'New'")
            .fetch_one(&mut *c)
            .await?;
    Ok(Overview {
        counts: tally::counts(c).await?,
        oldest_new: oldest_new.map(timestamp),
        users_with_old_new: users_with_old_new(c, now).await?,
        days: days(c, now).await?,
        failed_by_error: failed_by_error(c).await?,
    })
}

async fn users_with_old_new(c: &mut SqliteConnection, now: i64) -> Result<Vec<UserBacklog>, Fault> {
    let rows = sqlx::query(
        "SELECT old.owner_id, u.name, old.waiting, old.oldest FROM ( \
         SELECT owner_id, count(*) AS waiting, min(created_date) AS oldest FROM sync_transaction \
         WHERE status = 'New' AND created_date < $1 GROUP BY owner_id ORDER BY oldest, owner_id LIMIT $2) AS old \
         LEFT JOIN field_user AS u ON u.id = old.owner_id ORDER BY old.oldest, old.owner_id",
    )
    .bind(now - DAY)
    .bind(USERS)
    .fetch_all(c)
    .await?;
    let users = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        Ok(UserBacklog {
            owner_id: c.get()?,
            owner_name: c.get()?,
            count: c.get()?,
            oldest: c.moment()?,
        })
    });
    users.collect()
}

async fn days(c: &mut SqliteConnection, now: i64) -> Result<Vec<DayCounts>, Fault> {
    let mut days: BTreeMap<i64, DayCounts> = BTreeMap::new();
    for (day, outcome, count) in day_outcome::since(c, now.div_euclid(DAY) - DAYS + 1).await? {
        let counts = days.entry(day).or_insert_with(|| DayCounts {
            day: timestamp(day * DAY).format("%Y-%m-%d").to_string(),
            success: 0,
            failed: 0,
            retry: 0,
            canceled: 0,
            manual: 0,
        });
        match outcome.as_str() {
            "Success" => counts.success = count,
            "Failed" => counts.failed = count,
            "Retry" => counts.retry = count,
            "Canceled" => counts.canceled = count,
            _ => counts.manual = count,
        }
    }
    Ok(days.into_values().collect())
}

async fn failed_by_error(c: &mut SqliteConnection) -> Result<Vec<ErrorCount>, Fault> {
    let counts = tally::failed_by_error(c)
        .await?
        .into_iter()
        .map(|(code, count)| ErrorCount {
            error_code: code.map(SyncErrorCode::from),
            count,
        });
    Ok(counts.collect())
}
