//! What one day was like: for the daily report. From what is kept, as the overview.

use model::{BatchJob, SyncErrorCode, Timestamp, millis};
use sqlx::SqliteConnection;

use super::{
    HourCounts, Overview, TimelineMark,
    activity::{self, Span},
    overview,
};
use crate::{
    Store, StoreError,
    engine::Fault,
    tables::{DAY, batch_job, error_group},
};

/// How many error groups are told at the most; those with most failures.
const GROUPS: i64 = 200;

/// From one moment on and before another. What is kept by the hour counts with the hour in which each moment lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySpan {
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
}

/// Which times a daily report tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySpans {
    /// The day.
    pub day: DaySpan,
    /// The day before.
    pub day_before: DaySpan,
    /// The same day of the week before.
    pub week_before: DaySpan,
    /// A moment of the UTC day whose failures by error group are told: they are kept by UTC day.
    pub of_groups: Timestamp,
}

/// What happened to an error group on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayErrorGroup {
    /// The error code.
    pub error_code: SyncErrorCode,
    /// API name of the object it is about.
    pub object_name: Option<String>,
    /// API name of the field it is about.
    pub field_name: Option<String>,
    /// The message, without values.
    pub pattern: String,
    /// The newest message as it came: to find its cause, not to be told.
    pub sample_message: String,
    /// Failures on the UTC day.
    pub failures: i64,
    /// Failures on the UTC day before.
    pub day_before: i64,
    /// Failures on the same UTC day of the week before.
    pub week_before: i64,
    /// Whether it was first seen on the day.
    pub is_new: bool,
    /// Whether it was gone, and came back on the day.
    pub is_regressed: bool,
}

/// What one day was like.
#[derive(Debug, Clone, PartialEq)]
pub struct DayFigures {
    /// What was settled in each hour of the day, oldest first; hours without are left out.
    pub day: Vec<HourCounts>,
    /// The same of the day before.
    pub day_before: Vec<HourCounts>,
    /// The same of that day a week before.
    pub week_before: Vec<HourCounts>,
    /// The error groups that failed, came or came back on the day, most failures first; 200 at the most.
    pub error_groups: Vec<DayErrorGroup>,
    /// Changes of settings and new versions of the mobile app, oldest first; 200 at the most, the newest.
    pub changes: Vec<TimelineMark>,
    /// Runs that began on the day, oldest first.
    pub runs: Vec<BatchJob>,
    /// The state of the queue now, whatever the day.
    pub now: Overview,
}

impl Store {
    /// What one day was like, and the state of the queue now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn day_figures(&self, spans: &DaySpans) -> Result<DayFigures, StoreError> {
        let now = self.now();
        self.read(async |c| figures(c, spans, now).await).await
    }
}

impl DaySpan {
    fn millis(self) -> Span {
        Span {
            from: millis(self.from),
            until: millis(self.until),
        }
    }
}

async fn figures(c: &mut SqliteConnection, spans: &DaySpans, now: i64) -> Result<DayFigures, Fault> {
    let day = spans.day.millis();
    Ok(DayFigures {
        day: activity::hours(c, day).await?,
        day_before: activity::hours(c, spans.day_before.millis()).await?,
        week_before: activity::hours(c, spans.week_before.millis()).await?,
        error_groups: error_groups(c, spans).await?,
        changes: activity::changes(c, day).await?,
        runs: batch_job::begun_between(c, day.from, day.until).await?,
        now: overview(c, now).await?,
    })
}

async fn error_groups(c: &mut SqliteConnection, spans: &DaySpans) -> Result<Vec<DayErrorGroup>, Fault> {
    let Span { from, until } = spans.day.millis();
    let utc_day = millis(spans.of_groups).div_euclid(DAY);
    let rows = error_group::on_day(c, utc_day, (from, until), GROUPS).await?;
    let within = |at: i64| (from..until).contains(&at);
    let groups = rows.into_iter().map(|row| DayErrorGroup {
        error_code: SyncErrorCode::from(row.error_code),
        object_name: row.object_name,
        field_name: row.field_name,
        pattern: row.pattern,
        sample_message: row.sample_message,
        failures: row.failures,
        day_before: row.day_before,
        week_before: row.week_before,
        is_new: within(row.first_seen),
        is_regressed: row.regressed_at.is_some_and(within),
    });
    Ok(groups.collect())
}
