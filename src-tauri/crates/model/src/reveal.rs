//! That somebody saw personal data which is masked for others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{RecordId, Timestamp};

/// That personal data was revealed: what, to whom, when and why. Never the value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Reveal {
    /// Its number; later ones have greater numbers.
    pub number: i64,
    /// When.
    pub revealed_at: Timestamp,
    /// To whom.
    pub actor: String,
    /// What.
    pub what: Revealed,
    /// The reason given, if one was.
    pub reason: Option<String>,
}

/// What was revealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Revealed {
    /// One field of the payload of an item.
    Payload {
        /// Its transaction.
        transaction_id: RecordId,
        /// For example DST-0000000042.
        transaction_name: String,
        /// The item.
        item_id: RecordId,
        /// API name of its object.
        object_name: String,
        /// API name of the field; `FieldValues` for a payload that can only be shown as a whole.
        field: String,
    },
    /// One field of a record of the org.
    Record {
        /// The record.
        record_id: RecordId,
        /// API name of its object.
        object_name: String,
        /// API name of the field.
        field: String,
    },
    /// Everything in an export without masks.
    Export {
        /// Which transactions, in the language of the query field; empty for all.
        query: String,
        /// Where it was written to.
        out: String,
    },
}
