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
    /// Type of log.
    pub log_type: LogType,
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
    /// Whether a simulation wrote it: nothing happened, it says what would. Not a field of Salesforce's object.
    pub is_simulated: bool,
}

impl LogEntry {
    /// An entry of status Error about a transaction, with nothing else said yet.
    pub fn about(id: RecordId, transaction_id: RecordId, author: &str, now: Timestamp) -> Self {
        Self {
            name: format!("DSL-{id}"),
            id,
            is_deleted: false,
            created_date: now,
            created_by_id: author.to_owned(),
            last_modified_date: now,
            last_modified_by_id: author.to_owned(),
            system_modstamp: now,
            last_referenced_date: None,
            last_viewed_date: None,
            device_sync_transaction_id: transaction_id,
            log_type: LogType::Error,
            sync_status: Some(LogSyncStatus::Error),
            exception_code: None,
            exception_type: None,
            exception_location: None,
            exception_log: None,
            object_name: None,
            field_name: None,
            value: None,
            device_gen_record_identifier: None,
            is_simulated: false,
        }
    }
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

/// The type of a log entry; Salesforce has only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum LogType {
    /// An error.
    Error,
}

impl LogType {
    /// Every value.
    pub const ALL: [Self; 1] = [Self::Error];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "Error",
        }
    }

    /// The value of that name, in any case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|value| value.as_str().eq_ignore_ascii_case(text))
    }
}
