//! What an admin needs in the first ten seconds. All of it comes from what is kept, or from indexes as small as what is
//! wrong: the size of the store does not matter.

mod activity;
mod backlog;
mod day;
mod devices;
mod failures;

use model::{SyncErrorCode, Timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{StatusCounts, Store, StoreError, engine::Fault, tables::tally};

pub use activity::{HourCounts, TimelineMark, TimelineMarkKind};
pub use backlog::UserBacklog;
pub use day::{DayErrorGroup, DayFigures, DaySpan, DaySpans};
pub use devices::{OfflineDevice, OfflineDevices};
pub use failures::{ErrorCount, ObjectCount, UserCount};
#[cfg(test)]
pub(crate) use {backlog::USERS_WITH_OLD_NEW, failures::BY_USER};

/// The state of the queue.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Overview {
    /// How many transactions have each status.
    pub counts: StatusCounts,
    /// When the New transaction that has waited longest was received; none when there is no New one.
    pub oldest_new: Option<Timestamp>,
    /// One of twenty New transactions has waited since this moment or longer.
    pub p95_new: Option<Timestamp>,
    /// Half of the New transactions have waited since this moment or longer.
    pub median_new: Option<Timestamp>,
    /// Users with transactions that are New for more than a day, longest first, at most 100.
    pub users_with_old_new: Vec<UserBacklog>,
    /// Devices that have not been heard of for nearly as long as they may be offline, or longer.
    pub offline_devices: OfflineDevices,
    /// What was settled in each hour of the last 35 days, oldest first; hours without are left out.
    pub hours: Vec<HourCounts>,
    /// What happened meanwhile that may explain it, oldest first; 200 at the most, the newest.
    pub marks: Vec<TimelineMark>,
    /// Failed transactions by error, most frequent first.
    pub failed_by_error: Vec<ErrorCount>,
    /// Failed transactions by the object that the error is about, most frequent first.
    pub failed_by_object: Vec<ObjectCount>,
    /// Users with most Failed transactions, at most 20.
    pub failed_by_user: Vec<UserCount>,
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

    /// Error codes of transactions that are Failed now, most frequent first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn failed_error_codes(&self) -> Result<Vec<SyncErrorCode>, StoreError> {
        let counts = self.read(async |c| failures::by_error(c).await).await?;
        Ok(counts.into_iter().filter_map(|count| count.error_code).collect())
    }
}

async fn overview(c: &mut SqliteConnection, now: i64) -> Result<Overview, Fault> {
    let span = activity::Span::of_overview(now);
    let counts = tally::counts(c).await?;
    let waiting = counts.new;
    Ok(Overview {
        counts,
        oldest_new: backlog::new_at(c, 0).await?,
        p95_new: backlog::new_at(c, waiting / 20).await?,
        median_new: backlog::new_at(c, waiting / 2).await?,
        users_with_old_new: backlog::users_with_old_new(c, now).await?,
        offline_devices: devices::offline(c, now).await?,
        hours: activity::hours(c, span).await?,
        marks: activity::marks(c, span).await?,
        failed_by_error: failures::by_error(c).await?,
        failed_by_object: failures::by_object(c).await?,
        failed_by_user: failures::by_user(c).await?,
    })
}
