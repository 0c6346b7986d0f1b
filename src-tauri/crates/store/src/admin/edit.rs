//! Edit: details of a transaction and the payloads of its items.

use model::RecordId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Change, Store, StoreError, TransactionDetail};

/// The new value of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldEdit {
    /// API name.
    pub name: String,
    /// The new value as text; none empties the field.
    pub value: Option<String>,
}

/// What to change in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The transaction.
    pub id: RecordId,
    /// The version that the person saw.
    pub expected_version: i64,
    /// Fields of the transaction.
    pub fields: Vec<FieldEdit>,
    /// Changes of items.
    pub items: Vec<ItemEdit>,
}

/// What to change in one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ItemEdit {
    /// The item.
    pub item_id: RecordId,
    /// The new payload; none leaves it.
    pub field_values: Option<String>,
    /// The new record identifier; none leaves it.
    pub record_identifier: Option<String>,
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum EditAnswer {
    /// Saved.
    Saved {
        /// The version now.
        version: i64,
    },
    /// Someone changed it meanwhile; this is what it is now. Nothing was changed.
    Conflict(Box<TransactionDetail>),
    /// There is no such transaction.
    NotFound,
    /// It cannot be changed so. Nothing was changed.
    NotAllowed {
        /// Why not, for the person who asked.
        reason: String,
    },
}

impl Store {
    /// Changes details of a transaction and the payloads of its items, all or none. Each changed field lands in
    /// the history; a payload field by field.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was changed.
    pub async fn edit(&self, edit: &Edit, change: &Change) -> Result<EditAnswer, StoreError> {
        let _ = (edit, change);
        Err(StoreError::Unreadable("edit is not there yet".into()))
    }
}
