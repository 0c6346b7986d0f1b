//! `DeviceSyncTransaction`: a set of items that belong together, all or none.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{RecordId, Status, Timestamp};

/// A set of related data items to synchronize from a mobile device (API 65.0+; ApiName and ApiType 67.0+).
///
/// References to users and devices stay text: an import keeps what this store does not know, shown by its Id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "PascalCase")]
#[ts(export)]
pub struct Transaction {
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
    /// System-generated identifier of the transaction (e.g. DST-0000000042).
    pub name: String,
    /// The user whose device made the transaction.
    pub owner_id: String,
    /// The sync status.
    pub status: Status,
    /// Unique identifier given by the device; the idempotency key of an upload.
    pub offline_unique_identifier: String,
    /// When the change was made on the device, not when it was uploaded.
    pub offline_timestamp: Timestamp,
    /// The device.
    pub device_identifier: String,
    /// Operating system of the device.
    pub device_platform: Option<DevicePlatform>,
    /// For example Phone or Tablet.
    pub device_type: Option<String>,
    /// Version of the mobile app.
    pub app_version: String,
    /// Version of the metadata the device had.
    pub metadata_version: String,
    /// Position among the transactions to sync; transactions are processed in this order.
    pub sequence: Option<i64>,
    /// Comma-separated OfflineUniqueIdentifier values of related transactions, processed in the order listed.
    pub dependent_offline_identifiers: Option<String>,
    /// Number of data items the device said it would send.
    pub expected_record_count: Option<i64>,
    /// Number of data items received and ready to sync.
    pub actual_records_count: Option<i64>,
    /// Number of data items in the transaction.
    pub tot_sync_tran_record_count: Option<i64>,
    /// Number of failed attempts so far.
    pub number_of_failed_attempts: Option<i64>,
    /// Items may be synced in bulk; only when there are no dependencies between transactions.
    pub is_bulk: bool,
    /// Run in debug mode.
    pub is_debug_mode: bool,
    /// Respect the owner's permissions during the sync.
    pub is_owner_permission_enforced: bool,
    /// Eligible for real-time processing.
    pub is_real_time: bool,
    /// Whether the sync is a retry.
    pub is_retry: bool,
    /// Whether Simulate applies to the transaction.
    pub is_simulatable: bool,
    /// Whether Retry is available for a dependent child transaction whose status is Canceled.
    pub can_canc_dpnd_be_retired: bool,
    /// Whether the transaction has items with a signature.
    pub is_with_signed_item: bool,
    /// Which API processes the transaction.
    pub api_type: Option<ApiType>,
    /// The business API to use (Quote, Order, Contact, ...); required when ApiType is BusinessAPI.
    pub api_name: Option<String>,
    /// The application that stored the items.
    pub transaction_source: Option<TransactionSource>,
    /// Additional information about the transaction.
    pub comments: Option<String>,
    /// User data from the device.
    pub user_device_data: Option<String>,
    /// Log of the most recent sync; empty when there was no error.
    pub last_run_log_id: Option<RecordId>,
    /// Id of the debug log attachment of the most recent sync.
    pub last_run_debug: Option<String>,
}

/// Operating system of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum DevicePlatform {
    /// Android.
    Android,
    /// macOS.
    MacOS,
    /// Windows.
    Windows,
    /// iOS and iPadOS.
    #[serde(rename = "iOS")]
    IOS,
}

impl DevicePlatform {
    /// Every value.
    pub const ALL: [Self; 4] = [Self::Android, Self::MacOS, Self::Windows, Self::IOS];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Android => "Android",
            Self::MacOS => "MacOS",
            Self::Windows => "Windows",
            Self::IOS => "iOS",
        }
    }

    /// The value of that name, in any case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|value| value.as_str().eq_ignore_ascii_case(text))
    }
}

/// Which API processes a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum ApiType {
    /// A business API, named in `ApiName`.
    BusinessAPI,
    /// The generic record API.
    #[serde(rename = "sObjectAPI")]
    SObjectAPI,
}

impl ApiType {
    /// Every value.
    pub const ALL: [Self; 2] = [Self::BusinessAPI, Self::SObjectAPI];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BusinessAPI => "BusinessAPI",
            Self::SObjectAPI => "sObjectAPI",
        }
    }

    /// The value of that name, in any case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|value| value.as_str().eq_ignore_ascii_case(text))
    }
}

/// The application that stored the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum TransactionSource {
    /// Closed-loop marketing, the presentations shown in a visit.
    CLM,
}

impl TransactionSource {
    /// Every value.
    pub const ALL: [Self; 1] = [Self::CLM];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CLM => "CLM",
        }
    }

    /// The value of that name, in any case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|value| value.as_str().eq_ignore_ascii_case(text))
    }
}
