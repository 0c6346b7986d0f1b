//! One file per table: its row, what is read from it, what is written to it.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

pub(crate) mod app_version;
pub(crate) mod assignment;
pub(crate) mod attempt;
pub(crate) mod batch_job;
pub(crate) mod batch_job_part;
pub(crate) mod batch_job_unwritten;
pub(crate) mod bulk_change;
pub(crate) mod bulk_held;
pub(crate) mod bulk_job;
pub(crate) mod bulk_payload;
pub(crate) mod bulk_refusal;
pub(crate) mod bulk_trace;
pub(crate) mod checkpoint;
pub(crate) mod comment;
pub(crate) mod decision;
pub(crate) mod dependency;
pub(crate) mod device;
pub(crate) mod device_made_id;
pub(crate) mod error_group;
pub(crate) mod field_change;
pub(crate) mod field_user;
pub(crate) mod hour_outcome;
pub(crate) mod item;
pub(crate) mod log_entry;
pub(crate) mod lost_claim;
pub(crate) mod notice;
pub(crate) mod own_cause;
pub(crate) mod pause;
pub(crate) mod profile;
pub(crate) mod reveal;
mod row;
pub(crate) mod saved_report;
pub(crate) mod schedule;
pub(crate) mod setting;
pub(crate) mod tally;
pub(crate) mod transaction;
pub(crate) mod transaction_object;
mod wide_insert;

pub(crate) use row::{Columns, unreadable};
pub(crate) use wide_insert::{Binding, WideInsert};

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;

/// Bits of an item's or log entry's key that number it within its transaction.
const SLOT_BITS: u32 = 20;

/// How many items a transaction may have. Beyond them lie the keys of their processed Ids in the search index,
/// and from [`FIRST_LOG_SLOT`] on the log entries.
pub(crate) const MOST_ITEMS: i64 = 1 << 18;

/// The slot of a transaction's first log entry.
pub(crate) const FIRST_LOG_SLOT: i64 = 1 << 19;

/// How many log entries a transaction may have.
pub(crate) const MOST_LOG_ENTRIES: i64 = (1 << SLOT_BITS) - FIRST_LOG_SLOT;

/// A batch of rows, each a tuple of its columns, as the one parameter of [`crate::engine::batch`].
pub(crate) fn batch_of<T: Serialize>(rows: impl IntoIterator<Item = T>) -> sqlx::Result<String> {
    let rows: Vec<T> = rows.into_iter().collect();
    serde_json::to_string(&rows).map_err(unreadable)
}

/// Like [`batch_of`], for rows of a single column.
pub(crate) fn column_of<T: Serialize>(values: impl IntoIterator<Item = T>) -> sqlx::Result<String> {
    batch_of(values.into_iter().map(|value| (value,)))
}

/// The rows of a query that gathers them (see [`crate::engine::gathered`]), each a tuple of its columns.
pub(crate) fn rows_of<T: DeserializeOwned>(gathered: &str) -> sqlx::Result<Vec<T>> {
    serde_json::from_str(gathered).map_err(unreadable)
}

/// Reads yes or no of a gathered row; SQLite writes 1 or 0.
pub(crate) fn yes_or_no<'de, D: Deserializer<'de>>(row: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flag {
        Number(i64),
        Bool(bool),
    }
    Ok(match Flag::deserialize(row)? {
        Flag::Number(number) => number != 0,
        Flag::Bool(flag) => flag,
    })
}

/// A text behind all that begin with another.
pub(crate) fn beyond(begin: &str) -> String {
    format!("{begin}\u{10FFFF}")
}

/// The key of what lies in `slot` of a transaction.
pub(crate) const fn key(arrival: i64, slot: i64) -> i64 {
    (arrival << SLOT_BITS) + slot
}

/// The transaction that a key belongs to.
pub(crate) const fn arrival_of(key: i64) -> i64 {
    key >> SLOT_BITS
}

/// The slot that a key names.
pub(crate) const fn slot_of(key: i64) -> i64 {
    key & ((1 << SLOT_BITS) - 1)
}
