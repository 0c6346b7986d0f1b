//! Failures of the same kind: what they are, how many, whose, and what an admin decided about them.

use std::collections::HashMap;

use model::{RecordId, Status, SyncErrorCode, Timestamp, timestamp};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    DecisionSubject, Store, StoreError, decisions,
    engine::Fault,
    tables::{
        DAY,
        error_group::{self, Row},
    },
};

/// How many groups are told at the most; those that had an error last.
const MOST: i64 = 1_000;

/// How many days the trend looks back, today included.
pub const TREND_DAYS: i64 = 14;

/// How an error group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ErrorGroupState {
    /// Nobody has looked at it yet.
    New,
    /// An admin knows of it.
    Known,
    /// It was gone (every transaction that had it was applied or canceled), and has come back.
    Regressed,
    /// An admin does not want to be reminded of it until a moment.
    Snoozed,
}

/// Failures of the same kind: same error code, object, field and message without values.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorGroup {
    /// Its number: the same for failures of this kind in every store.
    pub id: i64,
    /// How it stands.
    pub state: ErrorGroupState,
    /// The error code.
    pub error_code: SyncErrorCode,
    /// API name of the object it is about.
    pub object_name: Option<String>,
    /// API name of the field it is about.
    pub field_name: Option<String>,
    /// The message, with `…` for values and `#` for numbers and Ids.
    pub pattern: String,
    /// The newest message as it came, its first 1,000 characters.
    pub sample_message: String,
    /// The transaction that had it.
    pub sample: Option<RecordId>,
    /// When the first failure came.
    pub first_seen: Timestamp,
    /// When the newest came.
    pub last_seen: Timestamp,
    /// Transactions that are Failed with it now.
    pub failed: i64,
    /// Transactions that have it and will be tried again (New, Retry, InProgress).
    pub queued: i64,
    /// Transactions that have it, whatever their status.
    pub transactions: i64,
    /// Failures so far; a transaction that failed with it twice counts twice.
    pub failures: i64,
    /// Users whose transactions failed with it so far.
    pub users: i64,
    /// Devices they came from.
    pub devices: i64,
    /// Failures on each of the last 14 days (UTC), oldest first, today last.
    pub trend: Vec<i64>,
    /// When nothing with this error was left to do; none while there is.
    pub cleared_at: Option<Timestamp>,
    /// When it came back after that.
    pub regressed_at: Option<Timestamp>,
    /// Whether an admin knows of it, also while it is snoozed: how it stands afterwards.
    pub is_known: bool,
    /// Until when nobody wants to be reminded of it.
    pub snoozed_until: Option<Timestamp>,
    /// Who looks after it.
    pub assignee: Option<String>,
    /// What is known about it.
    pub note: Option<String>,
    /// Goes up with every decision about it; a change names the version it saw.
    pub version: i64,
}

/// What an admin decides about an error group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorGroupValues {
    /// Whether it is known; false makes it new again.
    pub is_known: bool,
    /// Until when nobody wants to be reminded of it.
    pub snoozed_until: Option<Timestamp>,
    /// Who looks after it.
    pub assignee: Option<String>,
    /// What is known about it.
    pub note: Option<String>,
}

/// What became of a decision about an error group.
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorGroupAnswer {
    /// Saved; the group as it is now.
    Saved(ErrorGroup),
    /// Someone decided meanwhile; this is what the group is now. Nothing was changed.
    Conflict(ErrorGroup),
    /// There is no such group.
    NotFound,
}

impl Store {
    /// The error groups, those that had an error last first; 1,000 at the most.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn error_groups(&self) -> Result<Vec<ErrorGroup>, StoreError> {
        let now = self.now();
        self.read(async |c| {
            let rows = error_group::newest(c, MOST).await?;
            complete(c, rows, now).await
        })
        .await
    }

    /// An error group; none when there is none with this number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn error_group(&self, id: i64) -> Result<Option<ErrorGroup>, StoreError> {
        let now = self.now();
        self.read(async |c| get(c, id, now).await).await
    }

    /// Saves what an admin decided about an error group, and keeps who did.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn save_error_group(
        &self,
        id: i64,
        expected_version: i64,
        values: &ErrorGroupValues,
        actor: &str,
    ) -> Result<ErrorGroupAnswer, StoreError> {
        self.write(async |w| {
            let now = w.now;
            let Some(before) = get(w, id, now).await? else {
                return Ok(ErrorGroupAnswer::NotFound);
            };
            if before.version != expected_version {
                return Ok(ErrorGroupAnswer::Conflict(before));
            }
            error_group::update(w, id, values, now).await?;
            let subject = DecisionSubject::ErrorGroup { id };
            decisions::note(w, subject, Some(&before.values()), Some(values), actor).await?;
            let saved = get(w, id, now).await?;
            Ok(saved.map_or(ErrorGroupAnswer::NotFound, ErrorGroupAnswer::Saved))
        })
        .await
    }
}

impl ErrorGroup {
    /// What was decided about it last.
    fn values(&self) -> ErrorGroupValues {
        ErrorGroupValues {
            // Saving anything about one that came back says that it is known again.
            is_known: self.is_known && self.regressed_at.is_none(),
            snoozed_until: self.snoozed_until,
            assignee: self.assignee.clone(),
            note: self.note.clone(),
        }
    }
}

async fn get(c: &mut SqliteConnection, id: i64, now: i64) -> Result<Option<ErrorGroup>, Fault> {
    let row = error_group::get(c, id).await?;
    Ok(complete(c, row.into_iter().collect(), now).await?.pop())
}

/// The groups with their counts and trends.
async fn complete(c: &mut SqliteConnection, rows: Vec<Row>, now: i64) -> Result<Vec<ErrorGroup>, Fault> {
    let statuses = error_group::statuses(c).await?;
    let first_day = now.div_euclid(DAY) - TREND_DAYS + 1;
    let mut trends: HashMap<i64, Vec<i64>> = HashMap::new();
    for (group, day, failures) in error_group::days(c, rows.iter().map(|row| row.id), first_day).await? {
        let trend = trends
            .entry(group)
            .or_insert_with(|| vec![0; TREND_DAYS as usize]);
        // A day in the future was made by a clock that was wrong.
        if let Some(count) = usize::try_from(day - first_day)
            .ok()
            .and_then(|at| trend.get_mut(at))
        {
            *count = failures;
        }
    }
    let with_counts = |row: Row| {
        let statuses = statuses.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let trend = trends
            .remove(&row.id)
            .unwrap_or_else(|| vec![0; TREND_DAYS as usize]);
        group(row, statuses, trend, now)
    };
    Ok(rows.into_iter().map(with_counts).collect())
}

fn group(row: Row, statuses: &[(Status, i64)], trend: Vec<i64>, now: i64) -> ErrorGroup {
    let count = |wanted: &[Status]| {
        let counts = statuses.iter().filter(|(status, _)| wanted.contains(status));
        counts.map(|(_, count)| count).sum()
    };
    ErrorGroup {
        id: row.id,
        state: state(&row, now),
        error_code: SyncErrorCode::from(row.error_code),
        object_name: row.object_name,
        field_name: row.field_name,
        pattern: row.pattern,
        sample_message: row.sample_message,
        sample: row.sample,
        first_seen: timestamp(row.first_seen),
        last_seen: timestamp(row.last_seen),
        failed: count(&[Status::Failed]),
        queued: count(&[Status::New, Status::Retry, Status::InProgress]),
        transactions: count(&Status::ALL),
        failures: row.failures,
        users: row.users,
        devices: row.devices,
        trend,
        cleared_at: row.cleared_at.map(timestamp),
        regressed_at: row.regressed_at.map(timestamp),
        is_known: row.known_at.is_some(),
        snoozed_until: row.snoozed_until.map(timestamp),
        assignee: row.assignee,
        note: row.note,
        version: row.version,
    }
}

fn state(row: &Row, now: i64) -> ErrorGroupState {
    if row.snoozed_until.is_some_and(|until| until > now) {
        ErrorGroupState::Snoozed
    } else if row.known_at.is_none() {
        ErrorGroupState::New
    } else if row.regressed_at.is_some() {
        ErrorGroupState::Regressed
    } else {
        ErrorGroupState::Known
    }
}
