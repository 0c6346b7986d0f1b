//! Sort orders, and places within them.

use std::{fmt, str::FromStr};

use model::millis;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{StoreError, TransactionRow};

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SortBy {
    /// The order in which this store received the transactions.
    #[default]
    Received,
    /// `OfflineTimestamp`, then arrival.
    OfflineTimestamp,
    /// `LastModifiedDate`, then arrival.
    LastModified,
}

impl SortBy {
    /// Every sort.
    pub const ALL: [Self; 3] = [Self::Received, Self::OfflineTimestamp, Self::LastModified];
}

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransactionSort {
    /// By what.
    pub by: SortBy,
    /// Newest first.
    pub descending: bool,
}

impl Default for TransactionSort {
    /// Newest arrival first.
    fn default() -> Self {
        Self {
            by: SortBy::Received,
            descending: true,
        }
    }
}

/// A place in a list: after one transaction. As text it is opaque to its keepers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct Cursor {
    /// The sort whose pages it belongs to.
    pub(crate) by: SortBy,
    /// The value sorted by (milliseconds); 0 for [`SortBy::Received`].
    pub(crate) value: i64,
    /// Decides between equal values.
    pub(crate) arrival: i64,
}

impl Cursor {
    /// The place after a transaction in the order of arrival.
    pub(crate) const fn at(arrival: i64) -> Self {
        Self {
            by: SortBy::Received,
            value: 0,
            arrival,
        }
    }

    /// The place after a row.
    pub(crate) fn after(by: SortBy, row: &TransactionRow, arrival: i64) -> Self {
        let value = match by {
            SortBy::Received => 0,
            SortBy::OfflineTimestamp => millis(row.offline_timestamp),
            SortBy::LastModified => millis(row.last_modified_date),
        };
        Self { by, value, arrival }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = match self.by {
            SortBy::Received => "received",
            SortBy::OfflineTimestamp => "offline",
            SortBy::LastModified => "modified",
        };
        write!(f, "{by}.{}.{}", self.value, self.arrival)
    }
}

impl FromStr for Cursor {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let invalid = || StoreError::InvalidCursor(text.to_owned());
        let mut parts = text.split('.');
        let by = match parts.next() {
            Some("received") => SortBy::Received,
            Some("offline") => SortBy::OfflineTimestamp,
            Some("modified") => SortBy::LastModified,
            _ => return Err(invalid()),
        };
        let mut number = || {
            parts
                .next()
                .and_then(|part| part.parse().ok())
                .ok_or_else(invalid)
        };
        let cursor = Self {
            by,
            value: number()?,
            arrival: number()?,
        };
        match parts.next() {
            None => Ok(cursor),
            Some(_) => Err(invalid()),
        }
    }
}

impl TryFrom<String> for Cursor {
    type Error = StoreError;

    fn try_from(text: String) -> Result<Self, StoreError> {
        text.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_read_back_and_other_texts_are_refused() {
        for by in SortBy::ALL {
            let cursor = Cursor {
                by,
                value: -5,
                arrival: 42,
            };
            assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
        }
        for text in [
            "",
            "received",
            "received.1",
            "received.1.2.3",
            "name.1.2",
            "received.x.2",
        ] {
            assert!(
                matches!(text.parse::<Cursor>(), Err(StoreError::InvalidCursor(_))),
                "{text}"
            );
        }
    }
}
