//! Pages of the list and their counts.

use model::{RecordId, Status, SyncErrorCode, Timestamp, timestamp};
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Cursor, Store, StoreError, TransactionFilter, TransactionSort,
    list::{condition::Condition, count, find, rows},
    tables::tally,
};

/// A transaction as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransactionRow {
    /// The Id.
    pub id: RecordId,
    /// For example DST-0000000042.
    pub name: String,
    /// The status.
    pub status: Status,
    /// The user whose device made it.
    pub owner_id: String,
    /// The user's name; none when the store does not know the user.
    pub owner_name: Option<String>,
    /// The objects of its items, each once.
    pub object_names: Vec<String>,
    /// How many items it has.
    pub item_count: i64,
    /// When the change was made on the device.
    pub offline_timestamp: Timestamp,
    /// When it was received.
    pub created_date: Timestamp,
    /// When it was last changed.
    pub last_modified_date: Timestamp,
    /// Failed attempts so far.
    pub number_of_failed_attempts: i64,
    /// The error it has now.
    pub error_code: Option<SyncErrorCode>,
    /// The group of that error.
    pub error_group: Option<i64>,
    /// That error in words, its first 1,000 characters.
    pub error_message: Option<String>,
    /// What that error is about; known to the program, not told.
    #[serde(skip)]
    #[ts(skip)]
    pub error_about: Option<ErrorAbout>,
    /// When the next attempt is due, for a Retry.
    pub next_attempt_at: Option<Timestamp>,
    /// The device.
    pub device_identifier: String,
    /// Version of the mobile app.
    pub app_version: String,
    /// Whether one of its items has a signature.
    pub is_with_signed_item: bool,
    /// Goes up with every change; an edit names the version it saw.
    pub version: i64,
    /// Who looks after it.
    pub assignee: Option<String>,
}

/// What an error is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorAbout {
    /// API name of the object.
    pub object_name: Option<String>,
    /// API name of the field.
    pub field_name: Option<String>,
    /// The message, with `…` for values and `#` for numbers and Ids.
    pub pattern: String,
}

/// A part of the list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransactionPage {
    /// The rows, in order.
    pub rows: Vec<TransactionRow>,
    /// Where the next page begins; none at the end of the list.
    pub next: Option<Cursor>,
}

/// How many transactions meet a filter, as far as they were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FilterCount {
    /// So many.
    pub count: i64,
    /// And more.
    pub more: bool,
}

/// How many transactions have each status. Exact; kept up to date with every commit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "PascalCase")]
#[ts(export)]
#[allow(missing_docs, reason = "one number per status")]
pub struct StatusCounts {
    pub waiting: i64,
    pub new: i64,
    pub in_progress: i64,
    pub retry: i64,
    pub success: i64,
    pub failed: i64,
    pub canceled: i64,
    pub manual: i64,
}

impl StatusCounts {
    /// How many have `status`.
    pub const fn get(&self, status: Status) -> i64 {
        match status {
            Status::Waiting => self.waiting,
            Status::New => self.new,
            Status::InProgress => self.in_progress,
            Status::Retry => self.retry,
            Status::Success => self.success,
            Status::Failed => self.failed,
            Status::Canceled => self.canceled,
            Status::Manual => self.manual,
        }
    }

    /// The number of `status`, to be changed.
    pub const fn get_mut(&mut self, status: Status) -> &mut i64 {
        match status {
            Status::Waiting => &mut self.waiting,
            Status::New => &mut self.new,
            Status::InProgress => &mut self.in_progress,
            Status::Retry => &mut self.retry,
            Status::Success => &mut self.success,
            Status::Failed => &mut self.failed,
            Status::Canceled => &mut self.canceled,
            Status::Manual => &mut self.manual,
        }
    }

    /// How many there are in all.
    pub fn total(&self) -> i64 {
        Status::ALL.into_iter().map(|status| self.get(status)).sum()
    }
}

impl Store {
    /// A page of the transactions that meet `filter`, after `cursor`, at most `limit` rows.
    ///
    /// # Errors
    /// When the cursor belongs to another sort, the query of the filter means nothing, or the store cannot be read.
    pub async fn page(
        &self,
        filter: &TransactionFilter,
        sort: TransactionSort,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<TransactionPage, StoreError> {
        if let Some(cursor) = cursor.filter(|cursor| cursor.by != sort.by) {
            return Err(StoreError::InvalidCursor(cursor.to_string()));
        }
        let Some(conditions) = Condition::all_of(filter, timestamp(self.now()))?.filter(|_| limit > 0) else {
            return Ok(TransactionPage::default());
        };
        self.read(async |c| {
            let mut arrivals = find::arrivals(c, &conditions, sort, cursor, limit + 1).await?;
            let more = arrivals.len() > limit;
            arrivals.truncate(limit);
            let found = rows::load(c, &arrivals).await?;
            let next = match (more, arrivals.last(), found.last()) {
                (true, Some(arrival), Some(row)) => Some(Cursor::after(sort.by, row, *arrival)),
                _ => None,
            };
            Ok(TransactionPage { rows: found, next })
        })
        .await
    }

    /// How many transactions meet `filter`, counted up to `at_most`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn count(&self, filter: &TransactionFilter, at_most: i64) -> Result<FilterCount, StoreError> {
        let Some(conditions) = Condition::all_of(filter, timestamp(self.now()))? else {
            return Ok(FilterCount {
                count: 0,
                more: false,
            });
        };
        let at_most = at_most.clamp(0, i64::MAX - 1);
        self.read(async |c| {
            let count = count::up_to(c, &conditions, at_most + 1).await?;
            Ok(FilterCount {
                count: count.min(at_most),
                more: count > at_most,
            })
        })
        .await
    }

    /// How many transactions have each status.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn counts(&self) -> Result<StatusCounts, StoreError> {
        self.read(async |c| Ok(tally::counts(c).await?)).await
    }
}
