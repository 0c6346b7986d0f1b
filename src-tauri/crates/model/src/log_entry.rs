//! `DeviceSyncTransactionLog`: what went wrong in an attempt, item by item.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{RecordId, Timestamp};

/// A log entry about the synchronized data of one transaction (API 65.0+). Master-detail child of DeviceSyncTransaction.
///
/// References to users and devices stay text: an import keeps what this store does not know, shown by its Id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "PascalCase")]
#[ts(export)]
pub struct LogEntry {
    /// The Id.
    pub id: RecordId,
    /// Whether the record is in the recycle bin.
    pub is_deleted: bool,
    /// When the org (here: the queue) received it.
    pub created_date: Timestamp,
    /// Who created it.
    pub created_by_id: String,
    /// When it was last changed.
    pub last_modified_date: Timestamp,
    /// Who last changed it.
    pub last_modified_by_id: String,
    /// When it was last changed by a user or the system.
    pub system_modstamp: Timestamp,
    /// When it was last referenced.
    pub last_referenced_date: Option<Timestamp>,
    /// When it was last viewed.
    pub last_viewed_date: Option<Timestamp>,
    /// Name of the log entry.
    pub name: String,
    /// The transaction (master).
    pub device_sync_transaction_id: RecordId,
    /// The sync status.
    pub sync_status: Option<LogSyncStatus>,
    /// Error code, e.g. UNABLE_TO_LOCK_ROW.
    pub exception_code: Option<String>,
    /// Type of error.
    pub exception_type: Option<String>,
    /// The DeviceSyncTransactionRecord the entry is about.
    pub exception_location: Option<String>,
    /// Raw log data.
    pub exception_log: Option<String>,
    /// Object the entry is about.
    pub object_name: Option<String>,
    /// Field the entry is about.
    pub field_name: Option<String>,
    /// Data item the entry is about.
    pub value: Option<String>,
    /// Id of the record the entry is about.
    pub device_gen_record_identifier: Option<String>,
}

/// The sync status that a log entry reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum LogSyncStatus {
    /// It failed.
    Error,
    /// Not tried.
    New,
    /// It worked.
    Ok,
    /// It will be tried again.
    Pending,
}

impl LogSyncStatus {
    /// Every value.
    pub const ALL: [Self; 4] = [Self::Error, Self::New, Self::Ok, Self::Pending];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::New => "New",
            Self::Ok => "Ok",
            Self::Pending => "Pending",
        }
    }

    /// The value of that name, in any case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|value| value.as_str().eq_ignore_ascii_case(text))
    }
}
