//! What happened to a transaction: attempts of the processor, comments of admins, changes of fields.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{LimitUsage, RecordId, SyncErrorCode, Timestamp};

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum AttemptOutcome {
    /// Applied.
    Success,
    /// Will be tried again.
    Retry,
    /// An error stopped it.
    Failed,
    /// Nothing was left to do, by a setting of the processor.
    Canceled,
    /// Handed to an admin.
    Manual,
}

impl AttemptOutcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [
        Self::Success,
        Self::Retry,
        Self::Failed,
        Self::Canceled,
        Self::Manual,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Retry => "Retry",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
            Self::Manual => "Manual",
        }
    }
}

/// One attempt of the processor on a transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Attempt {
    /// 1 for the first attempt on the transaction.
    pub number: i64,
    /// When the attempt began.
    pub started_at: Timestamp,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The first error, if there was one.
    pub error_code: Option<SyncErrorCode>,
    /// The first error in the org's words, or why the outcome is what it is.
    pub message: Option<String>,
    /// When the next attempt is due, after outcome Retry.
    pub next_attempt_at: Option<Timestamp>,
    /// Who ran it: a processor's name.
    pub processor: String,
    /// What it used of the org's limits; none when the org cannot tell.
    pub usage: Option<LimitUsage>,
}

/// A remark of an admin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Comment {
    /// When it was written.
    pub written_at: Timestamp,
    /// Who wrote it.
    pub author: String,
    /// The remark.
    pub text: String,
}

/// A change of one field of a transaction or of one of its items: who, when, old, new and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldChange {
    /// When it was changed.
    pub changed_at: Timestamp,
    /// Who changed it: an admin, a processor or "queue".
    pub actor: String,
    /// The item, when a field of an item changed.
    pub item_id: Option<RecordId>,
    /// API name of the field; within a payload `FieldValues.<field>`.
    pub field: String,
    /// The value before, as text or JSON; none when there was none.
    pub old_value: Option<String>,
    /// The value after.
    pub new_value: Option<String>,
    /// The reason given.
    pub reason: String,
}
