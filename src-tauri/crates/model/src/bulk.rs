//! Actions on many transactions at once, and what is kept of them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{PatchRule, Timestamp, TransactionRef};

/// What is done to many transactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum BulkAction {
    /// One more attempt each.
    Retry,
    /// They become Canceled, and those that depend on them too.
    Ignore,
    /// They become Manual.
    MarkManual,
    /// The reason is added as a comment.
    Comment,
    /// They get a person who looks after them.
    Assign {
        /// The person; none for nobody.
        assignee: Option<String>,
    },
    /// A field of their payloads is changed.
    Patch {
        /// How.
        rule: PatchRule,
    },
    /// What another job did is taken back.
    Undo {
        /// The number of that job.
        of: i64,
    },
}

impl BulkAction {
    /// Whether what it did can be taken back: it changed statuses or payloads.
    pub const fn can_be_undone(&self) -> bool {
        matches!(
            self,
            Self::Retry | Self::Ignore | Self::MarkManual | Self::Patch { .. }
        )
    }
}

/// How far a bulk job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum BulkState {
    /// At work.
    Running,
    /// Done.
    Completed,
    /// Done; some transactions were refused.
    CompletedWithFailures,
    /// Stopped by an error.
    Failed,
    /// Stopped by a person.
    Canceled,
    /// A canary stopped it: the same error came back.
    Stopped,
    /// Its program ended while it was at work.
    Interrupted,
}

/// A text that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a state of a bulk job")]
pub struct UnknownBulkState(pub String);

impl BulkState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Running,
        Self::Completed,
        Self::CompletedWithFailures,
        Self::Failed,
        Self::Canceled,
        Self::Stopped,
        Self::Interrupted,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "Running",
            Self::Completed => "Completed",
            Self::CompletedWithFailures => "CompletedWithFailures",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
            Self::Stopped => "Stopped",
            Self::Interrupted => "Interrupted",
        }
    }
}

impl FromStr for BulkState {
    type Err = UnknownBulkState;

    fn from_str(text: &str) -> Result<Self, UnknownBulkState> {
        let named = Self::ALL.into_iter().find(|state| state.as_str() == text);
        named.ok_or_else(|| UnknownBulkState(text.to_owned()))
    }
}

/// Why transactions of a bulk job were left as they are, in kinds to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RefusalKind {
    /// The action does not apply to their status.
    Status,
    /// Somebody changed them meanwhile.
    Changed,
    /// They are not there.
    NotFound,
    /// What they depend on must be Success first; they can be retried when it is.
    Held,
    /// What they depend on has not arrived.
    MissingParent,
    /// They depend on themselves.
    Cycle,
    /// The payload is no JSON object.
    Payload,
    /// The org would refuse the new value.
    Value,
    /// The patch changes nothing in them.
    Unchanged,
    /// They were committed to the org since.
    Committed,
}

impl RefusalKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Status,
        Self::Changed,
        Self::NotFound,
        Self::Held,
        Self::MissingParent,
        Self::Cycle,
        Self::Payload,
        Self::Value,
        Self::Unchanged,
        Self::Committed,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Changed => "Changed",
            Self::NotFound => "NotFound",
            Self::Held => "Held",
            Self::MissingParent => "MissingParent",
            Self::Cycle => "Cycle",
            Self::Payload => "Payload",
            Self::Value => "Value",
            Self::Unchanged => "Unchanged",
            Self::Committed => "Committed",
        }
    }

    /// The kind with this stored name.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Transactions that were left as they are for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkRefusal {
    /// The kind of reason.
    pub kind: RefusalKind,
    /// In words, for the person who asked.
    pub reason: String,
    /// How many.
    pub count: i64,
    /// The first few; none of those that are not there.
    pub sample: Vec<TransactionRef>,
}

/// What was done to many transactions at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkJob {
    /// Its number; later jobs have higher ones.
    pub id: i64,
    /// What was done.
    pub action: BulkAction,
    /// What and to which, in words.
    pub title: String,
    /// Who asked.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// How far it is.
    pub state: BulkState,
    /// How many transactions it is about.
    pub total: i64,
    /// How many were changed; of comments, how many have one.
    pub done: i64,
    /// How many were left as they are.
    pub refused: i64,
    /// How many others were canceled because they depend on these, or came back with them.
    pub followed: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Why it failed or stopped, or what it waits for.
    pub note: Option<String>,
    /// The job that took back what this one did.
    pub undone_by: Option<i64>,
    /// Since when its journal is removed, because it was kept for long enough; it can no longer be undone.
    pub journal_pruned_at: Option<Timestamp>,
    /// How many were held because of what they depend on, and are remembered.
    pub held: i64,
}
