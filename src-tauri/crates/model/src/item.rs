//! `DeviceSyncTransactionRecord`: one change to one record.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Operation, RecordId, Timestamp};

/// A single data item to synchronize from a mobile device (API 65.0+). Master-detail child of DeviceSyncTransaction.
///
/// References to users and devices stay text: an import keeps what this store does not know, shown by its Id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "PascalCase")]
#[ts(export)]
pub struct Item {
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
    /// System-generated identifier of the item.
    pub name: String,
    /// The transaction (master).
    pub device_sync_transaction_id: RecordId,
    /// Order of the item within its transaction.
    pub sequence: Option<f64>,
    /// API name of the object.
    pub object_name: String,
    /// The operation.
    pub operation_type: Operation,
    /// The item's content as JSON; empty for deletes and attachments.
    pub field_values: Option<String>,
    /// Device-made identifier of a new record, or Id of an existing one.
    pub record_identifier: Option<String>,
    /// Id of the record after processing.
    pub processed_record_identifier: Option<String>,
    /// Record associated with the item.
    pub related_record_id: Option<String>,
    /// When the user created the item on the device.
    pub offline_created_date: Timestamp,
    /// Unique identifier given by the device.
    pub offline_unique_identifier: String,
    /// Whether the item is complete.
    pub status: ItemStatus,
}

/// Whether an item is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum ItemStatus {
    /// Still arriving, for example an attachment.
    Preparing,
    /// Complete.
    Ready,
}

impl ItemStatus {
    /// Every value.
    pub const ALL: [Self; 2] = [Self::Preparing, Self::Ready];

    /// The picklist value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "Preparing",
            Self::Ready => "Ready",
        }
    }

    /// The value of that name, in any case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|value| value.as_str().eq_ignore_ascii_case(text))
    }
}
