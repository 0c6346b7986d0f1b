//! What a list shows.

use model::{Status, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod text;

/// Which transactions a list shows: those that meet every condition that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(export, optional_fields)]
pub struct TransactionFilter {
    /// One of these statuses; empty: any.
    #[ts(optional, as = "Option<Vec<Status>>")]
    pub statuses: Vec<Status>,
    /// The name, or how it begins, in any case; a bare number stands for the name with that number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An Id or device-made id that one of the items is about: its record identifier, processed record or related
    /// record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
    /// Made on the device at or after this moment (`OfflineTimestamp`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Made on the device before this moment (`OfflineTimestamp`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// The user whose device made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// API name of the object of one of the items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_name: Option<String>,
    /// The error it has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The error group it is in now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_group: Option<i64>,
    /// Words that one payload or one error text has, all of them, in any order and case. A word that ends in `*`
    /// stands for all that begin so; "quoted words" stand next to each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What these fields cannot say, in the language of the query field; all of it must be met too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}
